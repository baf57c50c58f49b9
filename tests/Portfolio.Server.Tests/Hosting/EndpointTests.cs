using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>What else a server answers, and to whom.</summary>
public sealed class EndpointTests(SharedServer shared) : IDisposable
{
    static readonly string[] Services =
    [
        PortfolioService.Descriptor.FullName, InitiativeService.Descriptor.FullName, ScenarioService.Descriptor.FullName,
        RevisionService.Descriptor.FullName, RunService.Descriptor.FullName, StudyService.Descriptor.FullName,
    ];

    readonly HttpClient browser = new() { BaseAddress = shared.Server.Browser, DefaultRequestVersion = HttpVersion.Version11 };
    readonly GrpcChannel channel = GrpcChannel.ForAddress(shared.Server.Grpc);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        browser.Dispose();
        channel.Dispose();
    }

    [Fact]
    public async Task Health_Asked_IsServing()
    {
        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Reflection_Asked_NamesEveryService()
    {
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToHashSet();
        Assert.Superset(new HashSet<string>(Services), services);
    }

    [Fact]
    public async Task Browser_Page_IsThere()
    {
        using var page = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11, "text/html"), (page.StatusCode, page.Version, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("<h1>Portfolio</h1>", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_GrpcWebCall_IsAnswered()
    {
        var created = await shared.Client.Create();
        var (message, trailers) = await Web("PortfolioService/GetPortfolio", new GetPortfolioRequest { Name = created.Name });
        Assert.Equal(created, PortfolioDefinition.Parser.ParseFrom(message));
        Assert.Contains("grpc-status: 0", trailers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_GrpcWebCallThatIsRefused_SaysWhy()
    {
        var (_, trailers) = await Web("PortfolioService/GetPortfolio", new GetPortfolioRequest { Name = "x" });
        Assert.Contains($"grpc-status: {(int)StatusCode.InvalidArgument}", trailers, StringComparison.Ordinal);
        Assert.Contains("grpc-status-details-bin", trailers, StringComparison.Ordinal);
    }

    /// <summary>A unary gRPC-Web call by hand: frames of a flag, a length and a body; the flag's highest bit marks the trailers.</summary>
    async Task<(byte[] Message, string Trailers)> Web(string method, IMessage request)
    {
        using var content = new ByteArrayContent(Frame(request.ToByteArray()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc-web+proto");
        using var response = await browser.PostAsync(new Uri($"/portfolio.v1.{method}", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (message, trailers) = (Array.Empty<byte>(), string.Join('\n', response.Headers.Select(header => $"{header.Key}: {string.Join(',', header.Value)}")));
        for (var rest = (await response.Content.ReadAsByteArrayAsync(Cancellation)).AsMemory(); rest.Length > 0;)
        {
            var body = rest.Slice(5, BinaryPrimitives.ReadInt32BigEndian(rest.Span[1..]));
            if (rest.Span[0] == 0)
                message = body.ToArray();
            else
                trailers += System.Text.Encoding.ASCII.GetString(body.Span);
            rest = rest[(5 + body.Length)..];
        }

        return (message, trailers);
    }

    static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
