using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>The revisions of a portfolio, each with the initiatives that changed with it.</summary>
/// <param name="state">What the portfolio keeps.</param>
/// <param name="portfolio">Its resource name.</param>
sealed class PortfolioHistory(PortfolioState state, string portfolio)
{
    /// <summary>Revisions without definitions, the newest first.</summary>
    /// <inheritdoc cref="RevisionLog.List"/>
    public List<Revision> List(long before, int limit)
    {
        var revisions = new RevisionLog(state.Revisions, portfolio).List(before, limit);
        if (revisions.Count == 0)
            return revisions;
        var changed = new InitiativeHistories(state.Initiatives).ChangedFrom(revisions[^1].Number);
        revisions.ForEach(revision => revision.Initiatives.AddRange(changed[revision.Number]));
        return revisions;
    }

    /// <summary>One revision without its definition.</summary>
    public Revision Describe(long revision) => List(revision + 1, 1)[0];
}
