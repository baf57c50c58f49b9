using Grpc.Health.V1;
using Grpc.Net.Client;
using Npgsql;
using Portfolio.Client;
using Portfolio.Server.Hosting;
using Portfolio.Tests;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>Server processes that share a PostgreSQL database: they are one, and the loss of one loses nothing.</summary>
public sealed class ClusterTests(SharedServer shared, PostgresServer postgres) : IDisposable
{
    const int Long = SharedServer.Long;

    readonly Scratch one = new();
    readonly Scratch other = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Kill_OneOfTwo_ItsRunGoesOnAndNothingIsLost()
    {
        var database = $"--Postgres={await postgres.NewDatabase()}";
        var starting = (ServerProcess.Start(one.Path, 0, database), ServerProcess.Start(other.Path, 0, database));
        using var first = await starting.Item1;
        using var second = await starting.Item2;
        using var client = new PortfolioClient(first.Grpc);
        using var survivor = new PortfolioClient(second.Grpc);

        var portfolio = await client.Create(Some.Portfolio("shared"));
        Assert.Equal(portfolio, await survivor.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
        var run = await client.Start(Some.Run(portfolio.Name, Long));
        await client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone >= 64);
        await first.Kill();

        var ended = await survivor.End(run.Name);
        Assert.Equal((State.Succeeded, Long, await shared.UndisturbedDigest), (ended.State, ended.ReplicationsDone, ended.Digest));
    }

    [Fact]
    public async Task Stop_OneOfACluster_FirstSaysSoAndStillAnswers()
    {
        using var server = await ServerProcess.Start(one.Path, 0, $"--Postgres={await postgres.NewDatabase()}", "--DrainSeconds=3600");
        using var client = new PortfolioClient(server.Grpc);
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        using var health = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), cancellationToken: Cancellation);
        await health.ResponseStream.MoveNext(Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.ResponseStream.Current.Status);

        // It may say again what it said before.
        await server.Tell();
        while (health.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
            Assert.True(await health.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.ResponseStream.Current.Status);
        await client.Create();

        // Told again, it no longer waits.
        Assert.Equal(0, await server.Stop());
    }

    [Fact]
    public async Task Start_KeepDays_OneReminderForAllServersAndTheLastWordHolds()
    {
        var database = await postgres.NewDatabase();
        await using (await Start(one, keepDays: 30))
        await using (await Start(other, keepDays: 30))
        {
        }

        Assert.Equal(1, await Count("reminders"));
        Assert.Equal(1, await Count("state"));
        await using (await Start(one, keepDays: 0))
        {
        }

        Assert.Equal(0, await Count("reminders"));
        Assert.Equal(0, await Count("state"));

        Task<PortfolioServer> Start(Scratch folder, int keepDays) =>
            PortfolioServer.Start(new ServerOptions { Data = folder.Path, Postgres = database, Threads = 1, KeepDays = keepDays }, Cancellation);

        async Task<long> Count(string table)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
            return (long)(await command.ExecuteScalarAsync(Cancellation))!;
        }
    }
}
