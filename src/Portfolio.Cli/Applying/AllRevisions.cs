using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Applying;

/// <summary>Reads who changed a definition, when and why.</summary>
static class AllRevisions
{
    const int PageSize = 1000;

    /// <summary>All revisions of a resource without what they say, the newest first.</summary>
    public static async Task<IReadOnlyList<Revision>> Of(PortfolioClient client, string resource, CancellationToken cancellation)
    {
        var all = new List<Revision>();
        var request = new ListRevisionsRequest { Parent = resource, PageSize = PageSize };
        do
        {
            var page = await client.Revisions.ListRevisionsAsync(request, cancellationToken: cancellation);
            all.AddRange(page.Revisions);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }
}
