using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>The outcomes of a run's replications, a column for each subject and outcome, in the order of replications.</summary>
public sealed class OutcomeColumns
{
    readonly Dictionary<(string Subject, string Outcome), List<double>> columns = [];

    /// <summary>Reads the outcomes of subjects; <c>initiatives/-</c> stands for all initiatives.</summary>
    public static async Task<OutcomeColumns> Read(PortfolioClient client, string run, IEnumerable<string> subjects, CancellationToken cancellation)
    {
        var outcomes = new OutcomeColumns();
        var request = new ReadOutcomesRequest { Name = run };
        request.Subjects.AddRange(subjects);
        using var call = client.Runs.ReadOutcomes(request, cancellationToken: cancellation);
        await foreach (var block in call.ResponseStream.ReadAllAsync(cancellation))
        {
            foreach (var column in block.Columns)
                outcomes.Of(column.Subject, column.Outcome).AddRange(column.Values);
        }

        return outcomes;
    }

    /// <summary>The values of an outcome.</summary>
    public IReadOnlyList<double> this[string subject, string outcome] => Of(subject, outcome);

    List<double> Of(string subject, string outcome)
    {
        if (!columns.TryGetValue((subject, outcome), out var values))
            columns.Add((subject, outcome), values = []);
        return values;
    }
}
