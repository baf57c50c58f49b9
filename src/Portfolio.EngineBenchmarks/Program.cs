using Grpc.Core;
using Portfolio.EngineBenchmarks;

const string Full = "--full";
Dictionary<string, Func<TextWriter, bool, Task>> measurements = new()
{
    ["cost"] = EngineReport.Cost,
    ["first-frame"] = EngineReport.FirstFrame,
    ["calls"] = EngineReport.Calls,
    ["subscribers"] = EngineReport.Subscribers,
    ["growth"] = EngineReport.Growth,
    ["batch"] = EngineReport.Batch,
    ["silos"] = EngineReport.Silos,
};
string[] names = [.. args.Where(arg => arg != Full)];
if (names.Any(name => !measurements.ContainsKey(name)))
{
    Console.Error.WriteLine($"{string.Join(' ', args)} is not allowed; allowed: {string.Join(", ", measurements.Keys)}, or nothing for all; and {Full} for the sizes in full");
    return 2;
}

try
{
    foreach (var name in names.Length > 0 ? names : [.. measurements.Keys])
        await measurements[name](Console.Out, args.Contains(Full));
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or RpcException)
{
    // A server that cannot start, for want of its database say, or that goes away, has said why itself.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
