[assembly: AssemblyFixture(typeof(Threadway.Testing.WebhookReceiver))]
