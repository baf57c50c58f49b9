using System.Runtime.CompilerServices;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Runs;

/// <summary>Reads the outcomes of a run's replications, in messages.</summary>
public sealed class OutcomeReader(RunOutcomes outcomes, ComputePool pool)
{
    /// <summary>Numbers of a message: some hundred kilobytes, which every client takes.</summary>
    const int MostNumbers = 100_000;

    /// <summary>The outcomes merged so far, in the order of replications, in blocks that are no larger than a message should be.</summary>
    /// <param name="state">The run.</param>
    /// <param name="wanted">Subjects wanted; empty for all.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public async IAsyncEnumerable<OutcomeBlock> Read(RunState state, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var model = await pool.Run(_ => CompiledRun.Of(state.Run, state.Plan).Model, cancellation);
        var subjects = new Subjects(model);
        await foreach (var packed in outcomes.Read(state.Run, cancellation))
        {
            var table = packed.Decode(subjects.Count, model.Targets.Count);
            var atOnce = Math.Max(ShardSizes.Step, MostNumbers / table.Columns.Count / ShardSizes.Step * ShardSizes.Step);
            for (var row = 0; row < table.Rows; row += atOnce)
                yield return Block(model, subjects, packed.First + row, table.Take(row, Math.Min(atOnce, table.Rows - row)), wanted);
        }
    }

    static OutcomeBlock Block(PortfolioModel model, Subjects subjects, int first, OutcomeTable table, IReadOnlySet<string> wanted)
    {
        var block = new OutcomeBlock { FirstReplication = first, Count = table.Rows };
        block.Columns.AddRange(Columns(table, subjects, wanted));
        for (var target = 0; target < model.Targets.Count; target++)
        {
            var name = OutcomeColumns.Target(model, target);
            if (!IsWanted(name, wanted))
                continue;
            block.Columns.Add(Column(name, OutcomeColumns.Met, table.Target(target)));
            block.Columns.Add(Column(name, OutcomeColumns.Reached, table.TargetReached(target)));
        }

        return block;
    }

    static IEnumerable<OutcomeColumn> Columns(OutcomeTable table, Subjects subjects, IReadOnlySet<string> wanted)
    {
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            if (!IsWanted(subjects.Names[subject], wanted))
                continue;
            foreach (var outcome in Enum.GetValues<Outcome>())
                yield return Column(subjects.Names[subject], OutcomeColumns.Names[(int)outcome], table[subject, outcome]);
        }
    }

    static OutcomeColumn Column(string subject, string outcome, double[] values)
    {
        var column = new OutcomeColumn { Subject = subject, Outcome = outcome };
        column.Values.AddRange(values);
        return column;
    }

    static bool IsWanted(string subject, IReadOnlySet<string> wanted) =>
        wanted.Count == 0 || wanted.Holds(subject);
}
