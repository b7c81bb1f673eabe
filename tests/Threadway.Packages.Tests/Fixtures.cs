using Threadway.Packages.Tests;

// Packed once for the whole run.
[assembly: AssemblyFixture(typeof(Feed))]
