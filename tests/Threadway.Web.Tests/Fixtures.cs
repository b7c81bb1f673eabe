[assembly: AssemblyFixture(typeof(Threadway.Web.Testing.SharedApp))]
