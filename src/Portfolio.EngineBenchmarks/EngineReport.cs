using System.Globalization;
using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>Measures and tells what was found, a line each: the median, and between which ends the rounds lie.</summary>
static class EngineReport
{
    const double Megabyte = 1e6;

    /// <summary>What a run costs beside the bare kernel.</summary>
    public static async Task Cost(TextWriter output, bool full)
    {
        var replications = full ? 100_000 : 20_000;
        var found = await new CostBench(replications).Run(rounds: 5, warmUps: 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a run of {replications} replications, processor time of server and client:"));
        output.WriteLine($"  to the bare kernel with the same statistics    {Text(found.ToStatistics, "0.00")}");
        output.WriteLine($"  the same, with every outcome kept              {Text(found.Keeping, "0.00")}");
        output.WriteLine($"  to the bare kernel without those of outcomes   {Text(found.ToSeries, "0.00")}");
        output.WriteLine($"  the client's part                              {Text(found.Client, "0.00")}");
        output.WriteLine($"  a replication                                  {Text(found.Replication, "0.0")} us");
    }

    /// <summary>How soon there is something to see.</summary>
    public static async Task FirstFrame(TextWriter output, bool full)
    {
        var found = await new FirstFrameBench().Run(runs: full ? 200 : 40, warmUps: 20);
        output.WriteLine("from the request of a run on a warm server:");
        output.WriteLine($"  it is created                                  {Text(found.Created, "0")} ms");
        output.WriteLine($"  first bands                                    {Text(found.FirstBands, "0")} ms");
    }

    /// <summary>How long calls take while everything computes.</summary>
    public static async Task Calls(TextWriter output, bool full)
    {
        output.WriteLine("calls while every compute thread is busy, and while none is:");
        foreach (var found in await new CallsBench(replications: 1_000_000).Run(rounds: full ? 20 : 5, calls: 200))
            output.WriteLine($"  {found.Call,-46} {Text(found.Loaded)}; idle {Text(found.Idle)}");
    }

    /// <summary>What subscribers cost.</summary>
    public static async Task Subscribers(TextWriter output, bool full)
    {
        var found = await new SubscribersBench(full ? 100_000 : 30_000, subscribers: 200).Run(rounds: 5, warmUps: 1);
        output.WriteLine("200 subscribers of one run:");
        output.WriteLine($"  processor time of the server, to one           {Text(found.ToOne, "0.00")}");
        output.WriteLine($"  bands of each, a second                        {Text(found.Frames, "0.0")}");
        output.WriteLine($"  the same beside one that reads one a second    {Text(found.FramesBesideSlow, "0.0")}");
        output.WriteLine($"  bands of that one, a second                    {Text(found.SlowFrames, "0.0")}");
        output.WriteLine($"  memory of the server that it costs             {Text(Scaled(found.SlowBytes, 1 / Megabyte), "0.0")} MB");
    }

    /// <summary>How what a run takes grows.</summary>
    public static async Task Growth(TextWriter output, bool full)
    {
        var (few, many) = (10_000, full ? 1_000_000 : 100_000);
        var found = await GrowthBench.OfReplications(few, many, rounds: full ? 1 : 3);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a run of {many} replications to {many / few} of {few}:"));
        output.WriteLine($"  processor time of a replication                {Text(found.Processor, "0.00")}");
        output.WriteLine($"  memory of the server                           {Text(found.Server, "0.00")}");
        output.WriteLine($"  memory of the client                           {Text(found.Client, "0.00")}");
        var initiativeMonth = await GrowthBench.OfInitiatives(full ? few : few / 5, rounds: 3);
        output.WriteLine($"a run of {GrowthBench.ManyInitiatives} initiatives to {GrowthBench.ManyInitiatives / GrowthBench.FewInitiatives} of {GrowthBench.FewInitiatives}:");
        output.WriteLine($"  processor time of an initiative-month          {Text(initiativeMonth, "0.00")}");
    }

    /// <summary>What a batch of many items takes.</summary>
    public static async Task Batch(TextWriter output, bool full)
    {
        const int replications = 200;
        var items = full ? 10_000 : 500;
        var found = await new BatchBench(items, replications).Run(rounds: full ? 1 : 3);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a batch of {items} items of {replications} replications each, on one thread:"));
        output.WriteLine($"  processor time, to the bare kernel             {Text(found.ToKernel, "0.00")}");
        output.WriteLine($"  items a second                                 {Text(found.ItemsASecond, "0")}");
        output.WriteLine($"  frames a second of whoever follows it          {Text(found.FramesASecond, "0.0")}");
        output.WriteLine($"  its table is read in                           {Text(found.Table, "0.0")} s");
        output.WriteLine($"  items a second where the store answers them    {Text(found.AgainASecond, "0")}");
        output.WriteLine($"  memory of the server                           {Text(Scaled(found.Memory, 1 / Megabyte), "0")} MB");
    }

    /// <summary>What two servers do beside two kernels; needs a database.</summary>
    public static async Task Silos(TextWriter output, bool full)
    {
        const string Postgres = "PORTFOLIO_POSTGRES";
        if (Environment.GetEnvironmentVariable(Postgres) is not { Length: > 0 } postgres)
        {
            output.WriteLine($"two servers of a cluster: not measured, as {Postgres} names no database");
            return;
        }

        var found = await new SilosBench(postgres, TimeSpan.FromSeconds(full ? 60 : 5)).Run(rounds: full ? 5 : 3, warmUps: 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two servers of a cluster, a thread each, runs of {found.Replications} replications:"));
        output.WriteLine($"  replications a second, to two kernels          {Text(found.ToKernels, "0.00")}");
        output.WriteLine($"  the same, with every outcome kept              {Text(found.Keeping, "0.00")}");
    }

    static Rate Scaled(Rate rate, double by) => new(rate.Median * by, rate.Lowest * by, rate.Highest * by);

    static string Text(Times times) => string.Create(CultureInfo.InvariantCulture, $"{times.Median:0.0} ms, p99 {times.P99:0.0}");

    static string Text(Rate rate, string format)
    {
        string Of(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Of(rate.Median)} ({Of(rate.Lowest)} to {Of(rate.Highest)})";
    }
}
