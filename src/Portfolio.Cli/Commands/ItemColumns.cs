using System.Globalization;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What an item of a batch found, as columns: <c>subject.outcome.statistic</c>, such as <c>portfolio.live.mean</c> or <c>targets/half.met.value</c>.</summary>
static class ItemColumns
{
    /// <summary>Its columns, in the order of the schema.</summary>
    public static IEnumerable<(string Name, double Value)> Of(BatchItem item)
    {
        foreach (var subject in item.Subjects)
        {
            foreach (var field in SubjectResult.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldType == FieldType.Message && !field.IsRepeated))
            {
                foreach (var (statistic, value) in Statistics(field.Accessor.GetValue(subject)))
                    yield return ($"{subject.Subject}.{field.JsonName}.{statistic}", value);
            }
        }

        foreach (var target in item.Targets)
        {
            foreach (var (statistic, value) in Statistics(target.Met))
                yield return ($"targets/{target.Target}.met.{statistic}", value);
        }
    }

    static IEnumerable<(string Statistic, double Value)> Statistics(object? found) => found switch
    {
        Proportion share => [("value", share.Value), ("low", share.Low), ("high", share.High)],
        Estimate { Count: > 0 } number =>
        [
            ("count", number.Count), ("mean", number.Mean), ("standardError", number.StandardError),
            .. number.Quantiles.Select(quantile => (string.Create(CultureInfo.InvariantCulture, $"q{quantile.Probability * 100:00}"), quantile.Value)),
        ],
        _ => [],
    };
}
