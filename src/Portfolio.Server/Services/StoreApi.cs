using Google.Protobuf;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Retention;
using Portfolio.Server.Hosting;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Server.Services;

/// <summary>The store over gRPC: its weight, copies of it, and what need no longer be kept.</summary>
sealed class StoreApi(IStoreCare care, Pruning pruning, ServerRestart restart, ILocalSiloDetails silo, IServiceProvider services, ILogger<StoreApi> log)
    : StoreService.StoreServiceBase
{
    const int PartBytes = 256 << 10;

    /// <summary>Another one for every start of a server.</summary>
    string Instance => silo.SiloAddress.ToParsableString();

    /// <inheritdoc/>
    public override async Task<Store> GetStore(GetStoreRequest request, ServerCallContext context)
    {
        var weight = await care.Weigh();
        var store = new Store { Kind = weight.Kind, Schema = weight.Schema, Bytes = weight.Bytes, FreeBytes = weight.FreeBytes, Instance = Instance };
        store.Kinds.AddRange(weight.Kinds.Select(kind => new KindWeight { Kind = kind.Kind, Rows = kind.Rows, Bytes = kind.Bytes }));
        return store;
    }

    /// <inheritdoc/>
    public override async Task BackupStore(BackupStoreRequest request, IServerStreamWriter<StorePart> responseStream, ServerCallContext context)
    {
        var store = Embedded("pg_dump copies it");
        var copy = NewFile(store);
        try
        {
            await store.BackUp(copy);
            await using var file = File.OpenRead(copy);
            var part = new byte[PartBytes];
            while (await file.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, context.CancellationToken) is > 0 and var count)
                await responseStream.WriteAsync(new StorePart { Content = ByteString.CopyFrom(part, 0, count) }, context.CancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <inheritdoc/>
    public override async Task<RestoreStoreResponse> RestoreStore(IAsyncStreamReader<RestoreStoreRequest> requestStream, ServerCallContext context)
    {
        var store = Embedded("pg_restore restores it");
        var copy = NewFile(store);
        try
        {
            await Receive(requestStream, copy, context.CancellationToken);
            SqliteRestoration.Check(copy, "the copy");
            SqliteRestoration.Accept(copy, store.File);
        }
        catch (IOException exception)
        {
            throw new StoreException(StoreFault.Unavailable, $"the copy cannot be kept: {exception.Message}");
        }
        finally
        {
            File.Delete(copy);
        }

        log.Restored();
        restart.Ask();
        return new RestoreStoreResponse { Instance = Instance };
    }

    /// <inheritdoc/>
    public override Task<PruneStoreResponse> PruneStore(PruneStoreRequest request, ServerCallContext context)
    {
        var age = request.OlderThan?.ToTimeSpan() ?? throw Refusals.Invalid("older_than", "is required; allowed: 0s and more");
        if (age < TimeSpan.Zero)
            throw Refusals.Invalid("older_than", $"{age.TotalSeconds} s is negative; allowed: 0s and more");
        return pruning.Prune(age, request.ValidateOnly, context.CancellationToken);
    }

    static async Task Receive(IAsyncStreamReader<RestoreStoreRequest> parts, string copy, CancellationToken cancellation)
    {
        await using var file = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await foreach (var part in parts.ReadAllAsync(cancellation))
            await file.WriteAsync(part.Content.Memory, cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A file beside the database, so that it is on the same disk.</summary>
    static string NewFile(SqliteStore store) => $"{store.File}.{Guid.NewGuid():N}";

    SqliteStore Embedded(string instead) => services.GetService<SqliteStore>()
        ?? throw new RefusedException(Refusal.FailedPrecondition, "store", $"this server keeps everything in PostgreSQL; {instead} (docs/storage.md)");
}
