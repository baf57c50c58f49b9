using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary>Replications of a run, replayed by the server that holds it and written to files.</summary>
/// <param name="run">The run's resource name.</param>
/// <param name="range">The replications.</param>
/// <param name="output">The file of the initiatives.</param>
sealed class RunReplay(string run, ReplicationRange range, string output)
{
    /// <summary>Writes them, and says of each whether it ends as it did inside the run.</summary>
    /// <returns>The exit code: failed where one does not.</returns>
    public async Task<int> Write(PortfolioClient client, CancellationToken cancellation)
    {
        var isEqual = true;
        TraceFile? file = null;
        try
        {
            for (var replication = range.First; replication < range.First + range.Count; replication++)
            {
                var frames = await Frames(client, replication, cancellation);
                file ??= TraceFile.Create(output);
                foreach (var frame in frames.Where(frame => frame.Trajectory is not null))
                    file.Write(replication, frame.Trajectory);
                Console.Error.WriteLine(frames[^1].Proof.Summary);
                isEqual &= frames[^1].Proof.Equal;
            }
        }
        catch (IOException exception)
        {
            throw new CommandException(ExitCode.Failed, $"--out {output}: {exception.Message}");
        }
        finally
        {
            file?.Dispose();
        }

        return isEqual ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>All that is told of a replication; the proof comes last.</summary>
    Task<List<ReplayFrame>> Frames(PortfolioClient client, int replication, CancellationToken cancellation) => WorkCommand.Ask("runs", async () =>
    {
        using var call = client.Runs.ReplayReplication(new ReplayReplicationRequest { Name = run, Replication = replication }, cancellationToken: cancellation);
        var frames = new List<ReplayFrame>();
        await foreach (var frame in call.ResponseStream.ReadAllAsync(cancellation))
            frames.Add(frame);
        return frames;
    });
}
