using Portfolio.Analysis.Ranking;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Marginal;

/// <summary>What a little more or less money was found to do so far.</summary>
/// <param name="question">The question.</param>
/// <param name="about">What it is about.</param>
/// <param name="claimants">Names of the claimants.</param>
/// <param name="funded">Names of those that a given total may fund.</param>
/// <param name="seed">Of the random numbers of rankings.</param>
sealed class NextPoundFindings(
    NextPoundQuestion question, Contracts.V1.NextPound about, IReadOnlyList<string> claimants, IReadOnlyList<string> funded, ulong seed) : Findings
{
    const int FewestReplications = 2;

    readonly MarginalEffects[] effects = [.. MarginalOutcome.All.Select(outcome => new MarginalEffects(outcome, claimants.Count))];
    readonly WholeValues values = new(MarginalOutcome.All.Single(outcome => outcome.Name == question.Outcome), funded);
    int replications;

    /// <inheritdoc/>
    public override int Replications => replications;

    /// <summary>Adds the same replications under every case.</summary>
    /// <param name="asItIs">Without any change.</param>
    /// <param name="moved">For each claimant with more and with less money.</param>
    /// <param name="ample">With ample money, then the same without each claimant that a total may fund; nothing where no total is given.</param>
    public void Add(MarginalUnits asItIs, IReadOnlyList<MarginalUnits> moved, IReadOnlyList<MarginalUnits> ample)
    {
        foreach (var effect in effects)
            effect.Add(asItIs, moved);
        if (ample.Count > 0)
            values.Add(ample);
        replications += asItIs.Rows;
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(replications);
        foreach (var effect in effects)
            effect.Write(writer);
        values.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        replications += reader.Read7BitEncodedInt();
        foreach (var effect in effects)
            effect.Read(reader);
        values.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        var told = about.Clone();
        for (var claimant = 0; claimant < claimants.Count; claimant++)
            told.Claimants.Add(new ClaimantEffects { Claimant = claimants[claimant], Effects = { effects.Select(effect => effect.Tell(claimant)) } });
        if (replications >= FewestReplications)
            told.Rankings.AddRange(effects.Skip(1).Select(Rank));
        if (funded.Count > 0)
            told.CutLine = values.Tell(question.Total);
        answer.NextPound = told;
        answer.Summary.AddRange(NextPoundSummary.Of(told));
    }

    Contracts.V1.Ranking Rank(MarginalEffects effect)
    {
        var (means, covariance) = effect.ForRanking();
        var confidence = RankConfidence.Of(means, covariance, seed);
        var ranking = new Contracts.V1.Ranking { Outcome = effect.Name, Whole = confidence.Whole };
        for (var place = 0; place < means.Length; place++)
        {
            var above = place < means.Length - 1 ? confidence.AboveNext[place] : 1;
            ranking.Claimants.Add(new RankedClaimant { Claimant = confidence.Order[place], AtPlace = confidence.AtPlace[place], AboveNext = above });
        }

        return ranking;
    }
}
