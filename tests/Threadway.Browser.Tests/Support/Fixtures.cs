using Threadway.Browser.Tests.Emulator;
using Threadway.Browser.Tests.Support;

// One of each for the whole run. A test has a browser context, a person and a number of its own.
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedApp))]
[assembly: AssemblyFixture(typeof(SharedKapso))]
