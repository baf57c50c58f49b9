using Portfolio.JournalBenchmarks;

Dictionary<string, Func<TextWriter, Task>> measurements = new() { ["recording"] = JournalReport.Recording, ["importing"] = JournalReport.Importing };
if (args.Any(name => !measurements.ContainsKey(name)))
{
    Console.Error.WriteLine($"{string.Join(' ', args)} is not allowed; allowed: {string.Join(", ", measurements.Keys)}, or nothing for all");
    return 2;
}

foreach (var name in args.Length > 0 ? args : [.. measurements.Keys])
    await measurements[name](Console.Out);
return 0;
