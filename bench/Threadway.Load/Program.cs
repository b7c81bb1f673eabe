using System.CommandLine;
using Threadway.Load;

var port = new Option<int>("--port") { Description = "Where to listen" };
var bare = new Command("bare", "Kestrel that checks signatures and stores nothing: what intake is measured against.") { port };
bare.SetAction((given, _) => BareKestrel.RunAsync(given.GetValue(port)));

var connections = new Option<int>("--connections") { Description = "Each with one delivery under way", DefaultValueFactory = _ => 64 };
var numbers = new Option<int>("--numbers") { Description = "Connected numbers that messages come for", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How many turns each has", DefaultValueFactory = _ => 7 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds before the first turn", DefaultValueFactory = _ => 12 };
var seconds = new Option<int>("--seconds") { Description = "Seconds of each turn", DefaultValueFactory = _ => 3 };
var folder = new Option<string>("--folder") { Description = "Where databases are made", DefaultValueFactory = _ => Path.GetTempPath() };
var postgres = new Option<string?>("--postgres") { Description = "A PostgreSQL server to measure on too, for example Host=127.0.0.1;Username=postgres" };
var old = new Option<int>("--old") { Description = "Handled events that are there before, for retention to drop meanwhile" };
var users = new Command("users", "What a status query and an event cost, at a thousand users, a hundred thousand and a million.") { folder, postgres };
users.SetAction((given, _) => new UsersRun(Options(given)).RunAsync());
var command = new RootCommand("Loads the app with webhook deliveries, beside bare Kestrel.")
{
    connections, numbers, rounds, warmUp, seconds, folder, postgres, old, bare, users,
};
command.SetAction((given, _) => new IntakeRun(Options(given)).RunAsync());
return await command.Parse(args).InvokeAsync();

LoadOptions Options(ParseResult given) => new(
    given.GetValue(connections), given.GetValue(numbers), given.GetValue(rounds), given.GetValue(warmUp), given.GetValue(seconds), given.GetValue(folder)!,
    given.GetValue(postgres), given.GetValue(old));
