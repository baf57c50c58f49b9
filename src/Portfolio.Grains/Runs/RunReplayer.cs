using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>Computes single replications of runs again, by the plain kernel and from the pinned plan, and compares their ends with what the run found.</summary>
public sealed class RunReplayer(RunOutcomes outcomes, ComputePool pool)
{
    const string Programme = "programme";

    /// <summary>Replays a replication that is done.</summary>
    /// <param name="state">The run.</param>
    /// <param name="replication">Which one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A trajectory for each initiative and for the programme, then the proof.</returns>
    /// <exception cref="RefusedException">There is nothing any more that it could be compared with.</exception>
    public async Task<IReadOnlyList<ReplayFrame>> Replay(RunState state, int replication, CancellationToken cancellation)
    {
        var run = state.Run;
        var shard = await outcomes.Holding(run, replication, cancellation)
            ?? throw new RefusedException(Refusal.FailedPrecondition, run.Name, $"the outcomes of replication {replication} are missing from the store");
        return await pool.Run(_ => Replay(state, replication, shard), cancellation, Claim.Of(run.Name));
    }

    static List<ReplayFrame> Replay(RunState state, int replication, PackedOutcomes packed)
    {
        var model = CompiledRun.Of(state.Run, state.Plan).Model;
        var trace = ReplicationTrace.Of(model, replication);
        var found = packed.Decode(new Subjects(model).Count, model.Targets.Count);
        return [.. Trajectories(model, trace), new ReplayFrame { Proof = ReplayProofs.Of(state.Run, replication, model, (found, replication - packed.First), trace.Outcomes) }];
    }

    static IEnumerable<ReplayFrame> Trajectories(PortfolioModel model, ReplicationTrace trace)
    {
        for (var i = 0; i < model.Initiatives.Count; i++)
            yield return Frame($"initiatives/{model.Initiatives[i].Id}", ReplicationTrace.InitiativeColumns, trace.Initiative(i));
        yield return Frame(Programme, ReplicationTrace.ProgrammeColumns, trace.Programme);
    }

    static ReplayFrame Frame(string subject, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        var trajectory = new Trajectory { Subject = subject };
        trajectory.Columns.AddRange(names.Zip(columns, (name, values) => new TrajectoryColumn { Name = name, Values = { values } }));
        return new ReplayFrame { Trajectory = trajectory };
    }
}
