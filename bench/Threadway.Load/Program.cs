using System.CommandLine;
using Threadway.Load;

var port = new Option<int>("--port") { Description = "Where to listen" };
var bare = new Command("bare", "Kestrel that checks signatures and stores nothing: what intake is measured against.") { port };
bare.SetAction((given, _) => BareKestrel.RunAsync(given.GetValue(port)));

var connections = new Option<int>("--connections") { Description = "Each with one delivery under way", DefaultValueFactory = _ => 64 };
var numbers = new Option<int>("--numbers") { Description = "Connected numbers that messages come for", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How often everything is measured", DefaultValueFactory = _ => 3 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds before each measurement", DefaultValueFactory = _ => 4 };
var seconds = new Option<int>("--seconds") { Description = "Seconds of each measurement", DefaultValueFactory = _ => 10 };
var folder = new Option<string>("--folder") { Description = "Where databases are made", DefaultValueFactory = _ => AppContext.BaseDirectory };
var command = new RootCommand("Loads the app with webhook deliveries, beside bare Kestrel.") { connections, numbers, rounds, warmUp, seconds, folder, bare };
command.SetAction((given, _) => new IntakeRun(new(
    given.GetValue(connections), given.GetValue(numbers), given.GetValue(rounds), given.GetValue(warmUp), given.GetValue(seconds), given.GetValue(folder)!)).RunAsync());
return await command.Parse(args).InvokeAsync();
