using System.CommandLine;
using Threadway.Load;
using Threadway.Load.Messages;
using Command = System.CommandLine.Command;
using PostgresServer = Threadway.Testing.PostgresServer;

var port = new Option<int>("--port") { Description = "Where to listen" };
var bare = new Command("bare", "Kestrel that checks signatures and stores nothing: what intake is measured against.") { port };
bare.SetAction((given, _) => BareKestrel.RunAsync(given.GetValue(port)));

var connections = new Option<int>("--connections") { Description = "Each with one delivery under way", DefaultValueFactory = _ => 64 };
var numbers = new Option<int>("--numbers") { Description = "Connected numbers that messages come for", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How many turns each has", DefaultValueFactory = _ => 7 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds before the first turn", DefaultValueFactory = _ => 12 };
var seconds = new Option<int>("--seconds") { Description = "Seconds of each turn", DefaultValueFactory = _ => 3 };
var folder = new Option<string>("--folder") { Description = "Where databases are made", DefaultValueFactory = _ => Path.GetTempPath() };
var postgres = new Option<string?>("--postgres") { Description = "A PostgreSQL server to measure on, for example Host=127.0.0.1;Username=postgres; one of this run's own where it is left out and the machine has the programs" };
var sqliteOnly = new Option<bool>("--sqlite-only") { Description = "Leaves PostgreSQL out" };
var old = new Option<int>("--old") { Description = "Handled events that are there before, for retention to drop meanwhile" };
var users = new Command("users", "What a status query and an event cost, at a thousand users, a hundred thousand and a million.") { folder, postgres, sqliteOnly };
users.SetAction((given, _) => WithServersAsync(given, found => new UsersRun(found).RunAsync()));
var live = new Command("live", "How soon three hundred open streams tell of twenty changes at once.") { folder, postgres, sqliteOnly };
live.SetAction((given, _) => WithServersAsync(given, found => new LiveRun(found).RunAsync()));
var only = new Option<string>("--only") { Description = "Which of them, by their letters: a,c", DefaultValueFactory = _ => "a,b,c,d,e" };
var length = new Option<int?>("--seconds") { Description = "Seconds of each pace; 60 for one number and 30 for many, when left out" };
var queued = new Option<int>("--queued") { Description = "Messages that wait in the longest queue", DefaultValueFactory = _ => 1_000_000 };
var messages = new Command("messages", "How fast numbers send, how soon a lone message goes, and what a queue of a million costs.") { folder, postgres, sqliteOnly, only, length, queued };
messages.SetAction((given, _) => WithServersAsync(given, found => new MessagesRun(found, given.GetValue(only)!.Split(','), given.GetValue(length), given.GetValue(queued)).RunAsync()));
var command = new RootCommand("Loads the app with webhook deliveries, beside bare Kestrel.")
{
    connections, numbers, rounds, warmUp, seconds, folder, postgres, sqliteOnly, old, bare, users, live, messages,
};
command.SetAction((given, _) => WithServersAsync(given, found => new IntakeRun(found).RunAsync()));
return await command.Parse(args).InvokeAsync();

async Task WithServersAsync(ParseResult given, Func<LoadOptions, Task> run)
{
    var named = given.GetValue(postgres);
    var left = given.GetValue(sqliteOnly) || named is not null;
    if (!left && !PostgresServer.IsInstalled) Console.WriteLine(PostgresServer.Missing);
    // What it commits outlives its death, as it must where the app is run.
    await using var own = !left && PostgresServer.IsInstalled ? await PostgresServer.StartAsync(isDurable: true) : null;
    await run(new(
        given.GetValue(connections), given.GetValue(numbers), given.GetValue(rounds), given.GetValue(warmUp), given.GetValue(seconds), given.GetValue(folder)!,
        named ?? own?.ConnectionString("postgres"), given.GetValue(old)));
}
