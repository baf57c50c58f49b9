using System.Text.Json.Nodes;
using Portfolio.Cli.Commands;

namespace Portfolio.Cli.Rendering;

/// <summary>What runs found as JSON. Holds nothing that depends on when, where or how it was computed, so that equal seeds give equal bytes.</summary>
static class FindingsJson
{
    static readonly string[] Outcomes = ["live", "received", "patients", "qalys", "npv", "scaled", "funded", "stability"];

    /// <summary>The JSON of what was found.</summary>
    public static JsonObject Of(Findings findings)
    {
        var scenarios = new JsonArray();
        foreach (var run in findings.Runs)
            scenarios.Add((JsonNode)Of(run));
        var differences = new JsonArray();
        foreach (var run in Enumerable.Range(1, findings.Runs.Count - 1))
        {
            foreach (var subject in findings.Runs[run].Result.Subjects)
            {
                foreach (var outcome in Outcomes)
                    differences.Add((JsonNode)Difference(findings, run, subject.Subject, outcome));
            }
        }

        var first = findings.Runs[0].Run;
        return new JsonObject
        {
            ["portfolio"] = findings.Portfolio,
            ["seed"] = first.Seed,
            ["replications"] = first.Until is null ? first.Replications : null,
            ["point"] = first.Point,
            ["scenarios"] = scenarios,
            ["differences"] = differences,
        };
    }

    static JsonObject Of(ScenarioFindings run)
    {
        var result = run.Result.Clone();
        result.Run = "";
        var found = new JsonObject { ["scenario"] = run.Scenario, ["digest"] = run.Run.Digest, ["planHash"] = run.Run.PlanHash, ["result"] = Json.Of(result) };
        if (run.Run.Until is not null)
            found["stoppingReason"] = run.Run.StoppingReason.ToString();
        return found;
    }

    static JsonObject Difference(Findings findings, int run, string subject, string outcome)
    {
        var difference = findings.Difference(run, subject, outcome);
        return new JsonObject
        {
            ["base"] = findings.Runs[0].Scenario,
            ["scenario"] = findings.Runs[run].Scenario,
            ["subject"] = subject,
            ["outcome"] = outcome,
            ["count"] = difference?.Count ?? 0,
            ["mean"] = Number(difference?.Mean),
            ["standardError"] = Number(difference?.StandardError),
            ["low"] = Number(difference?.Low),
            ["high"] = Number(difference?.High),
        };
    }

    static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
