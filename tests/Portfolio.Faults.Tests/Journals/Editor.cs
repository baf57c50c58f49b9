using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>A client that changes a portfolio again and again; a change whose answer is lost is asked for again under the same id.</summary>
sealed class Editor(string portfolio, MortalServer server)
{
    static readonly FieldMask Mask = FieldMask.FromString("description");

    long acknowledged = 1;

    /// <summary>Changes it until it is told to stop; the last change is finished. Each acknowledged one is a revision of its own.</summary>
    public async Task Edit(CancellationToken stop, CancellationToken patience)
    {
        while (!stop.IsCancellationRequested)
        {
            var (id, next) = (Guid.NewGuid().ToString(), (acknowledged + 1).ToString(CultureInfo.InvariantCulture));
            var changed = await Update(new() { Portfolio = new() { Name = portfolio, Description = next }, UpdateMask = Mask, RequestId = id }, patience);
            Assert.Equal(++acknowledged, changed.Revision);
        }
    }

    async Task<PortfolioDefinition> Update(UpdatePortfolioRequest request, CancellationToken patience)
    {
        while (true)
        {
            await server.WhenUp(patience);
            try
            {
                return await server.Client.Portfolios.UpdatePortfolioAsync(request, cancellationToken: patience);
            }
            catch (RpcException exception) when (MortalServer.IsLoss(exception) && !patience.IsCancellationRequested)
            {
                // Asked again as soon as there is somebody to ask.
            }
        }
    }
}
