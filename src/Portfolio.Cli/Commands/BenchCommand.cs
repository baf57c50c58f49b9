using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Portfolio.Cli.Rendering;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Benchmarks;
using Portfolio.Model.Blocks;
using Spectre.Console;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio bench</c>: how fast this machine simulates a portfolio, beside the plain kernel and a yardstick.</summary>
static class BenchCommand
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    const int MostReplications = 100_000_000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        var scenario = new Option<string?>("--scenario") { Description = "Scenario to simulate. Default: the plain portfolio." };
        var replications = new Option<int>("--replications") { Description = "Replications a round and thread.", DefaultValueFactory = _ => 2048 };
        var threads = new Option<int>("--threads") { Description = "Threads at once.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds that count, after some seconds that warm up.", DefaultValueFactory = _ => 7 };
        var statistics = new Option<StatisticsLevel>("--statistics")
        {
            Description = "What is gathered of the default series: none, moments or quantiles.",
            CustomParser = Level,
            DefaultValueFactory = _ => StatisticsLevel.Quantiles,
        };
        var json = new Option<bool>("--json") { Description = "Prints the rates as JSON and nothing else." };
        var command = new Command("bench", "Measures how fast this machine simulates a portfolio.") { path, scenario, replications, threads, rounds, statistics, json };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = new Settings(
                Shared.Positive("--replications", parsed.GetValue(replications), MostReplications),
                Shared.Positive("--threads", parsed.GetValue(threads), 1024),
                Shared.Positive("--rounds", parsed.GetValue(rounds), 1000),
                parsed.GetValue(statistics));
            var model = DefinitionInput.Compile(parsed.GetRequiredValue(path), parsed.GetValue(scenario), new CompileOptions()).Model;
            var found = new KernelBench(model, settings.Replications, settings.Threads, settings.Statistics).Run(settings.Rounds, WarmUp, cancellation);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(Json.Text(InJson(settings, found)));
            else
                Print(settings, found);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    static JsonObject InJson(Settings settings, BenchResult found) => new()
    {
        ["initiativeMonthsPerSecond"] = found.Kernel.Median,
        ["yardstick"] = found.Yardstick.Median,
        ["ratioToYardstick"] = found.ToYardstick.Median,
        ["plainInitiativeMonthsPerSecond"] = found.Plain.Median,
        ["spread"] = new JsonObject
        {
            ["initiativeMonthsPerSecond"] = Ends(found.Kernel),
            ["yardstick"] = Ends(found.Yardstick),
            ["ratioToYardstick"] = Ends(found.ToYardstick),
            ["plainInitiativeMonthsPerSecond"] = Ends(found.Plain),
        },
        ["statistics"] = NameOf(settings.Statistics),
        ["replications"] = settings.Replications,
        ["threads"] = settings.Threads,
        ["rounds"] = settings.Rounds,
        ["lanes"] = VectorKernel.Width,
        ["peakMemoryBytes"] = PeakMemory,
    };

    static JsonArray Ends(Rate rate) => [rate.Lowest, rate.Highest];

    static StatisticsLevel Level(ArgumentResult result)
    {
        var levels = Enum.GetValues<StatisticsLevel>();
        return Shared.Word(result, [.. levels.Select(NameOf)]) is { } word ? levels.First(level => NameOf(level) == word) : default;
    }

    static string NameOf(StatisticsLevel level) => level.ToString().ToLowerInvariant();

    static void Print(Settings settings, BenchResult found)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("")
            .AddColumn(new TableColumn("median").RightAligned())
            .AddColumn(new TableColumn("slowest to fastest").RightAligned());
        table.AddRow("kernel, initiative-months a second and thread", Millions(found.Kernel.Median), Span(found.Kernel, Millions));
        table.AddRow("plain kernel", Millions(found.Plain.Median), Span(found.Plain, Millions));
        table.AddRow("yardstick, steps a second and thread", Millions(found.Yardstick.Median), Span(found.Yardstick, Millions));
        table.AddRow("kernel to yardstick", Ratio(found.ToYardstick.Median), Span(found.ToYardstick, Ratio));
        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            $"{settings.Rounds} rounds of {settings.Replications:N0} replications, {settings.Threads} thread(s), {VectorKernel.Width} lanes, "
            + $"statistics: {NameOf(settings.Statistics)}; the process held at most {PeakMemory / 1e6:N0} MB");
    }

    static long PeakMemory => Process.GetCurrentProcess().PeakWorkingSet64;

    static string Span(Rate rate, Func<double, string> figure) => $"{figure(rate.Lowest)} to {figure(rate.Highest)}";

    static string Millions(double rate) => $"{rate / 1e6:N2} m";

    static string Ratio(double ratio) => $"{ratio:N3}";

    sealed record Settings(int Replications, int Threads, int Rounds, StatisticsLevel Statistics);
}
