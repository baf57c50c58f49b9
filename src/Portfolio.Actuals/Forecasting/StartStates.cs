using System.Globalization;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;
using Portfolio.Model;
using Distributions = Portfolio.Definitions.Compiling.Distributions;
using Enum = System.Enum;
using Stage = Portfolio.Contracts.V1.Stage;

namespace Portfolio.Actuals.Forecasting;

/// <summary>Puts what is believed where the plan had its start values: the fields that a start in the middle sets.</summary>
/// <param name="resolved">The plan.</param>
/// <param name="from">First month of the forecast.</param>
/// <param name="set">Takes the values, by path.</param>
/// <param name="assumptions">Takes what nobody recorded.</param>
sealed class StartStates(ResolvedDefinition resolved, Month from, MapField<string, Value> set, List<Assumption> assumptions)
{
    /// <summary>Progress that is taken at most where nobody rated it: a stage that lasts longer than planned is not done for that.</summary>
    const double MostProgress = 0.9;

    /// <summary>The programme: framework, levers, money left over, leader.</summary>
    public void PutProgramme(Belief belief)
    {
        var portfolio = resolved.Portfolio;
        Rated("framework.strength", belief.HasFramework, belief.Framework, portfolio.Framework.Strength);
        foreach (var kind in Enum.GetValues<LeverKind>().Where(kind => kind != LeverKind.Unspecified))
        {
            var lever = LeverOf(portfolio.Levers, kind);
            var rated = belief.Levers.FirstOrDefault(each => each.Lever == kind);
            Rated($"levers.{kind.ToString().ToLowerInvariant()}.start", rated is not null, rated?.Share ?? 0, lever.Start);
        }

        if (belief.HasCarried)
            Put("budget.carry", belief.Carried);
        PutLeader("leadership", belief, portfolio.Leadership, Month.Parse(portfolio.Start));
    }

    /// <summary>An initiative that has begun: where it is in its life, its money, its sites, what is known of it, its leader. One that is still to begin keeps its plan.</summary>
    /// <returns>Whether it was stopped.</returns>
    public bool Put(Initiative initiative, Belief belief)
    {
        var path = $"initiatives.{initiative.Id}";
        if (Month.Parse(initiative.StartMonth) - from >= 0)
            return false;
        if (belief.LastEntry == 0)
            Assume(path, "nothing was ever recorded of it; its plan's start values are taken, but for the time that has passed");
        var stage = belief.Stage == Stage.Stopped ? belief.StoppedStage : belief.Stage;
        Put($"{path}.startMonth", from.ToString());
        Put($"{path}.stage", stage.ToString().ToLowerInvariant());
        PutTimeInStage(path, initiative, belief, stage);
        Put($"{path}.attempt", belief.Reworks);
        Put($"{path}.received", Math.Max(0, belief.Received));
        Put($"{path}.sites.contracting", belief.Contracting);
        Put($"{path}.sites.implementing", belief.Implementing);
        Put($"{path}.sites.live", belief.Live);
        Put($"{path}.sites.abandoned", belief.Abandoned);
        Rated($"{path}.evidence.start", belief.HasEvidence, belief.Evidence, initiative.Evidence.Start);
        Rated($"{path}.alignment.start", belief.HasAlignment, belief.Alignment, initiative.Alignment.Start);
        Rated($"{path}.team", belief.HasTeam, belief.Team, initiative.Team);
        PutLeader($"{path}.leadership", belief, initiative.Leadership, Month.Parse(initiative.StartMonth));
        return belief.Stage == Stage.Stopped;
    }

    void PutTimeInStage(string path, Initiative initiative, Belief belief, Stage stage)
    {
        var months = from - Month.Parse(belief.StageSince);
        Put($"{path}.monthsInAdoption", stage == Stage.Adoption ? Math.Max(0, months) : 0);
        Put($"{path}.starvedMonths", 0);
        if (stage == Stage.Adoption)
        {
            Put($"{path}.progress", 0);
            return;
        }

        var planned = Distributions.Of(StageMonths(initiative.Delivery.StageMonths, stage)).Mean;
        var progress = belief.HasProgress ? belief.Progress : Math.Clamp(months / planned, 0, MostProgress);
        Put($"{path}.progress", progress);
        if (!belief.HasProgress)
            Assume($"{path}.progress", string.Create(CultureInfo.InvariantCulture, $"nobody rated it; {progress:0.##} is taken: {months} months of the {planned:0.#} planned for {stage.ToString().ToLowerInvariant()}, at most {MostProgress}"));
    }

    /// <summary>A leader of whom nobody said anything is taken to have been there from the plan's start.</summary>
    void PutLeader(string path, Belief belief, Leadership planned, Month start)
    {
        if (belief.HasLeaderInPost)
        {
            Put($"{path}.startsVacant", !belief.LeaderInPost);
            Put($"{path}.monthsInPost", belief.LeaderInPost ? Math.Max(0, from - Month.Parse(belief.LeaderSince)) : 0);
            return;
        }

        if (planned.StartsVacant || from - start <= 0)
            return;
        var months = Math.Min(600, Distributions.Of(planned.MonthsInPost).Mean + (from - start));
        Put($"{path}.monthsInPost", months);
        Assume($"{path}.monthsInPost", string.Create(CultureInfo.InvariantCulture, $"nobody said who came or left; the leader of the plan's start is taken to be there still, after {months:0.#} months"));
    }

    /// <summary>A rating, or what the plan started with.</summary>
    void Rated(string path, bool isRated, double rating, Number planned)
    {
        if (isRated)
            Put(path, rating);
        else
            Assume(path, string.Create(CultureInfo.InvariantCulture, $"nobody rated it; what the plan starts with is taken, {Distributions.Of(planned).Mean:0.###} on the mean"));
    }

    void Put(string path, double value) => set[path] = Value.ForNumber(value);

    void Put(string path, string value) => set[path] = Value.ForString(value);

    void Put(string path, bool value) => set[path] = Value.ForBool(value);

    void Assume(string path, string text) => assumptions.Add(new Assumption { Path = path, Text = text });

    static Lever LeverOf(Levers levers, LeverKind kind) => kind switch
    {
        LeverKind.Capability => levers.Capability,
        LeverKind.Community => levers.Community,
        LeverKind.Infrastructure => levers.Infrastructure,
        LeverKind.Implementation => levers.Implementation,
        _ => levers.Regulation,
    };

    static Number StageMonths(StageNumbers months, Stage stage) => stage switch
    {
        Stage.Discovery => months.Discovery,
        Stage.Development => months.Development,
        Stage.Validation => months.Validation,
        _ => months.Approval,
    };
}
