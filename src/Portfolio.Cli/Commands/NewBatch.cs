using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Commands;

/// <summary>
/// One command's conversation with the server about a batch: writes the definitions, submits the batch or finds it there, follows it. The same content leads to the same batch, so that a
/// command given again goes on with what was interrupted.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="wanted">The batch as its file has it.</param>
/// <param name="set">The definitions.</param>
/// <param name="retry">Whether items that failed are computed again.</param>
/// <param name="screen">Shows how far it is.</param>
sealed class NewBatch(PortfolioClient client, Batch wanted, DefinitionSet set, bool retry, BatchScreen screen) : BatchSession(client, screen)
{
    /// <inheritdoc/>
    protected override string GoesOn => "the same command goes on with it";

    /// <inheritdoc/>
    public override async Task Start(CancellationToken cancellation)
    {
        var scenarios = wanted.Scenarios.Concat(wanted.Points.Select(point => point.Scenario)).Distinct().Select(id => id.Length == 0 ? null : id).ToList();
        var definitions = new WrittenDefinitions(Client, set, scenarios);
        var batch = wanted.Clone();
        (batch.Portfolio, batch.PortfolioRevision) = (definitions.Portfolio, await definitions.Write(cancellation));
        var create = new CreateBatchRequest { Parent = WrittenDefinitions.Workspace, Batch = batch, RequestId = Content() };
        Batch = await Client.Batches.CreateBatchAsync(create, cancellationToken: cancellation);
        if (Batch.State == State.Paused)
            Batch = await Client.Batches.ResumeBatchAsync(new ResumeBatchRequest { Name = Batch.Name }, cancellationToken: cancellation);
        else if (Batch.State is State.Cancelled or State.Failed || (retry && Batch.State == State.Succeeded && Batch.ItemsFailed > 0))
            Batch = await Client.Batches.RetryBatchAsync(new RetryBatchRequest { Name = Batch.Name }, cancellationToken: cancellation);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> Stop()
    {
        if (Batch is null)
            return ["Interrupted before the batch was submitted; nothing was kept."];
        Batch = await Client.Batches.CancelBatchAsync(new CancelBatchRequest { Name = Batch.Name });
        return ["Interrupted. What has ended is kept, and the same command goes on with the rest."];
    }

    /// <summary>SHA-256 of the batch and all definitions, in hexadecimal.</summary>
    string Content()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in (IEnumerable<IMessage>)[Definition(), set.Portfolio, .. set.Scenarios])
            hash.AppendData(Bytes(message));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The batch wherever its definition lies.</summary>
    Batch Definition()
    {
        var batch = wanted.Clone();
        batch.Portfolio = set.Portfolio.Id;
        return batch;
    }

    static byte[] Bytes(IMessage message)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
            message.WriteTo(output);
        return stream.ToArray();
    }
}
