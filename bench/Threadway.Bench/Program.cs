using System.CommandLine;
using BenchmarkDotNet.Running;
using Threadway.Bench.Load;

if (args is not ["load", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

var messages = new Option<int>("--messages") { Description = "How many to send", DefaultValueFactory = _ => 1_000_000 };
var rate = new Option<int>("--rate") { Description = "Sends a second at most", DefaultValueFactory = _ => 10_000 };
var numbers = new Option<int>("--numbers") { Description = "Dedicated numbers that send", DefaultValueFactory = _ => 200 };
var connections = new Option<int>("--connections") { Description = "Connections, each with one request at a time", DefaultValueFactory = _ => 32 };
var strangers = new Option<bool>("--strangers") { Description = "Sends each message, a template, to somebody new: the most there is to forget" };
var seconds = new Option<int>("--seconds") { Description = "Gives up after so many", DefaultValueFactory = _ => 900 };
var emulator = new Option<string?>("--emulator") { Description = "Another emulator than the one built along: a .dll or a program" };
var command = new RootCommand("Loads an emulator with text messages.") { messages, rate, numbers, connections, strangers, seconds, emulator };
command.SetAction((given, stop) => LoadRun.RunAsync(
    new LoadOptions(
        given.GetValue(messages),
        given.GetValue(rate),
        given.GetValue(numbers),
        given.GetValue(connections),
        given.GetValue(strangers),
        TimeSpan.FromSeconds(given.GetValue(seconds)),
        given.GetValue(emulator)),
    stop));
return await command.Parse(rest).InvokeAsync();
