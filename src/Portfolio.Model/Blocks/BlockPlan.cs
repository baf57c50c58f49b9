using System.Runtime.InteropServices;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What all blocks of a model have in common, worked out once: what is the same in every replication, and what cannot happen.</summary>
sealed class BlockPlan
{
    static readonly Series[] SummedAlways = [Series.Received, Series.Funded, Series.Stability, Series.Live, Series.Npv];

    readonly HashSet<int> drawn;
    readonly bool[] varies;

    public BlockPlan(PortfolioModel model, IReadOnlyList<Series> series)
    {
        Model = model;
        SumsAll = series.Any(each => !SummedAlways.Contains(each) && !each.IsProgrammes());
        Subjects = new Subjects(model);
        Count = model.Initiatives.Count;
        AdoptionFirst = model.Allocation.Policy == AllocationPolicy.ScalingFirst;
        TierDiffers = AdoptionFirst || model.Allocation.Policy == AllocationPolicy.EvidenceFirst;
        drawn = model.Parameters.Uncertain.SelectMany(parameter => parameter.Targets).ToHashSet();
        var afterInitiatives = ParameterSet.InitiativeOffset(Count);
        SharedNumbers = drawn.Count == 0;
        ProgrammeVaries = drawn.Any(index => index < ParameterLayout.PortfolioLength) || model.ScenarioCosts.Any(drawn.Contains);
        varies = [.. Enumerable.Range(0, Count).Select(i => ProgrammeVaries || drawn.Any(index =>
            index >= ParameterSet.InitiativeOffset(i) && index < ParameterSet.InitiativeOffset(i + 1)))];
        var fixedNumbers = model.Parameters.Fixed;
        Terms = [.. Enumerable.Range(0, Count).Select(i => InitiativeTerms.Of(fixedNumbers.Initiative(i), fixedNumbers.Portfolio))];
        var certain = model.Events.All(happening => happening.When.YearlyProbability is null);
        SharedCalendar = certain && !ProgrammeVaries && !drawn.Any(index => index >= afterInitiatives) ? new EventCalendar(model, fixedNumbers, 0) : null;
        HasOwnGrants = model.Events.OfType<MoneyGranted>().Any(each => each.Claimant <= Claimant.Framework);
        Members = [.. Enumerable.Range(0, Count).Select(i => new MemberPlan(this, i, Varies(i) ? i : FirstAlike(i)))];
        ClaimsAreNeeds = Count > 0 && !TierDiffers && Members.All(member => member.Tier == Members[0].Tier && !member.HasCeiling);
        Families = [.. Members.Where(member => member.Family >= 0).GroupBy(member => member.Family).OrderBy(group => group.Key)
            .Select(group => group.Select(member => member.Index).ToArray())];
        HasCapacity = ProgrammeVaries || !double.IsPositiveInfinity(fixedNumbers.Portfolio.ImplementingCapacity);
    }

    public PortfolioModel Model { get; }

    public Subjects Subjects { get; }

    /// <summary>Some series needs sums that are else left out.</summary>
    public bool SumsAll { get; }

    /// <summary>An initiative's tier changes over time.</summary>
    public bool TierDiffers { get; }

    /// <summary>It is the first while it is in adoption, else while it has the evidence.</summary>
    public bool AdoptionFirst { get; }

    /// <summary>All initiatives claim what they need, of one tier: so what they claim comes to what they need.</summary>
    public bool ClaimsAreNeeds { get; }

    /// <summary>Number of initiatives.</summary>
    public int Count { get; }

    /// <summary>All replications have the same numbers, overruns apart.</summary>
    public bool SharedNumbers { get; }

    /// <summary>Some number of the programme is drawn.</summary>
    public bool ProgrammeVaries { get; }

    /// <summary>The events of every replication; none where they differ.</summary>
    public EventCalendar? SharedCalendar { get; }

    /// <summary>Some lever or the framework is granted money.</summary>
    public bool HasOwnGrants { get; }

    /// <summary>Some limit on implementing sites may bind.</summary>
    public bool HasCapacity { get; }

    /// <summary>Whether one that stops is at once missed by others: by the limit on implementing sites, or by its incident's end.</summary>
    public bool StopsAreSeen => HasCapacity || HasIncidents;

    /// <summary>Some initiative may have incidents.</summary>
    public bool HasIncidents => Members.Any(member => member.HasIncidents);

    /// <summary>Terms of each initiative, where it does not vary.</summary>
    public InitiativeTerms<Lanes1>[] Terms { get; }

    /// <summary>The initiatives.</summary>
    public MemberPlan[] Members { get; }

    /// <summary>The initiatives of each family.</summary>
    public int[][] Families { get; }

    int FirstAlike(int initiative)
    {
        ReadOnlySpan<byte> Bytes(int i) => MemoryMarshal.AsBytes(Terms.AsSpan(i, 1));
        for (var i = 0; i < initiative; i++)
        {
            if (!Varies(i) && Bytes(i).SequenceEqual(Bytes(initiative)))
                return i;
        }

        return initiative;
    }

    /// <summary>Whether some number of an initiative is drawn, its overrun apart.</summary>
    public bool Varies(int initiative) => varies[initiative];

    /// <summary>Whether one number of an initiative is drawn, by its path.</summary>
    public bool Draws(int initiative, string path) =>
        drawn.Contains(ParameterSet.InitiativeOffset(initiative) + ParameterLayout.Initiative[ParameterLayout.Key(path)]);
}

/// <summary>How a power is computed: by the same formula in every case, but what it comes to may be known beforehand.</summary>
enum PowerForm
{
    /// <summary>The exponent differs, or is nothing special.</summary>
    General,

    /// <summary>The exponent is 0.</summary>
    One,

    /// <summary>The exponent is ½.</summary>
    Root,

    /// <summary>The exponent is 1.</summary>
    Same,
}

/// <summary>What is known of one initiative beforehand.</summary>
sealed class MemberPlan
{
    const int MostStages = 4;

    readonly RandomStream[][] streams;

    public MemberPlan(BlockPlan plan, int index, int alike)
    {
        Alike = alike;
        Index = index;
        Initiative = plan.Model.Initiatives[index];
        Varies = plan.Varies(index);
        (Theme, Family) = (Initiative.Theme, Initiative.Family);
        HasFamily = Family >= 0 && plan.Model.Initiatives.Count(other => other.Family == Family) > 1;
        Entity = Initiative.Entity;
        Overrun = plan.Model.Parameters.Overruns.LastOrDefault(overrun => overrun.Initiative == index);
        ref readonly var terms = ref plan.Terms[index];
        Frailty = FormOf(plan, "adoption.siteVariance", terms.Adoption.SiteVariance);
        Steadiness = FormOf(plan, "adoption.stabilityPower", terms.Adoption.StabilityPower);
        Progress = FormOf(plan, "delivery.stabilityPower", terms.StabilityPower);
        ProgressTable = plan.Model.DeliverySteadiness[index];
        Prerequisites = [.. Initiative.Prerequisites];
        HasPrerequisites = Prerequisites.Length > 0;
        Tier = plan.Model.Allocation.InitiativeTier(index, inAdoption: false, evidence: 0, evidenceBar: 0);
        StagesVary = plan.Draws(index, "adoption.contractStages");
        ContractStages = StagesVary ? MostStages : (int)terms.Adoption.ContractStages.Value;
        DecideChannel = (int)ChannelKind.Contract + ContractStages;
        var events = plan.Model.Events;
        HasIncidents = plan.Draws(index, "safety.incidentRate") || terms.Adoption.IncidentRate.Value > 0 || events.OfType<IncidentStart>().Any(each => each.Initiatives.Contains(index));
        var stages = StagesVary ? Enumerable.Range(1, MostStages) : [ContractStages];
        streams = [.. stages.Select(Streams)];
        HasOpenness = events.OfType<OpennessChange>().Any(each => each.Initiatives.Contains(index));
        HasProcurement = events.OfType<ProcurementChange>().Any(each => each.Initiatives.Contains(index));
        HasTurnover = events.OfType<TurnoverChange>().Any(each => each.Initiatives.Contains(index));
        HasLeaderChanges = events.OfType<LeaderChange>().Any(each => each.Initiatives.Contains(index));
        HasCeiling = plan.Draws(index, "funding.awardCeiling") || !double.IsPositiveInfinity(terms.AwardCeiling.Value);
        HasGrants = events.OfType<MoneyGranted>().Any(each => each.Initiatives.Contains(index));
        HasOwnShare = HasCeiling || HasGrants;
        HasExtras = Frailty == PowerForm.General || Steadiness == PowerForm.General || HasOpenness || HasIncidents;
        HasFactors = HasOpenness || HasProcurement || HasTurnover;
        HasHappenings = events.OfType<SitesCommitted>().Any(each => each.Initiatives.Contains(index))
            || events.OfType<InitiativeStop>().Any(each => each.Initiatives.Contains(index))
            || events.OfType<IncidentStart>().Any(each => each.Initiatives.Contains(index));
    }

    public int Index { get; }

    /// <summary>The first initiative with the very same terms; itself where there is none or where they are drawn.</summary>
    public int Alike { get; }

    public InitiativeModel Initiative { get; }

    /// <summary>Address of its random numbers.</summary>
    public uint Entity { get; }

    public int Family { get; }

    /// <summary>Its theme; below 0 where it has none.</summary>
    public int Theme { get; }

    /// <summary>What its delivery waits for.</summary>
    public Prerequisite[] Prerequisites { get; }

    /// <summary>Its tier, where that is the same in every month.</summary>
    public int Tier { get; }

    /// <summary>Others belong to its family.</summary>
    public bool HasFamily { get; }

    /// <summary>Some event acts on it for a span of months.</summary>
    public bool HasFactors { get; }

    /// <summary>Some number of it is drawn, its overrun apart.</summary>
    public bool Varies { get; }

    /// <summary>How its overrun is drawn; none where it is fixed.</summary>
    public UncertainOverrun? Overrun { get; }

    public PowerForm Frailty { get; }

    public PowerForm Steadiness { get; }

    public PowerForm Progress { get; }

    /// <summary>Powers of stability that speed delivery; none where they are not tabulated.</summary>
    public PowerTable? ProgressTable { get; }

    /// <summary>Most contracting sub-stages it may have.</summary>
    public int ContractStages { get; }

    /// <summary>How many it has differs from lane to lane.</summary>
    public bool StagesVary { get; }

    public bool HasIncidents { get; }

    /// <summary>The channel of the decisions; where the undecided sites stand behind it.</summary>
    public int DecideChannel { get; }

    public bool HasOpenness { get; }

    public bool HasProcurement { get; }

    public bool HasTurnover { get; }

    public bool HasLeaderChanges { get; }

    public bool HasGrants { get; }

    /// <summary>Something in its adoption has no short form.</summary>
    public bool HasExtras { get; }

    /// <summary>Its award has a ceiling, or may have.</summary>
    public bool HasCeiling { get; }

    /// <summary>It may get another share of its need than others of its tier.</summary>
    public bool HasOwnShare { get; }

    /// <summary>Its delivery waits for others.</summary>
    public bool HasPrerequisites { get; }

    public bool HasHappenings { get; }

    /// <summary>The stream of each channel, where contracting has some number of sub-stages; none of those that there are not.</summary>
    public RandomStream[] StreamsOf(int stages) => streams[StagesVary ? stages - 1 : 0];

    RandomStream[] Streams(int stages)
    {
        var own = new RandomStream[HasIncidents ? Channels<Lanes1>.Length : (int)ChannelKind.Incident];
        own[(int)ChannelKind.Abandon] = RandomStream.Abandon;
        own[(int)ChannelKind.GoLive] = RandomStream.GoLive;
        for (var stage = 0; stage < stages; stage++)
            own[(int)ChannelKind.Contract + stage] = RandomStream.Contract + (uint)(stages - 1 - stage);
        own[DecideChannel] = RandomStream.Decide;
        if (HasIncidents)
            own[(int)ChannelKind.Incident] = RandomStream.Incident;
        return own;
    }

    PowerForm FormOf(BlockPlan plan, string path, Lanes1 exponent) => plan.Draws(Index, path) ? PowerForm.General : exponent.Value switch
    {
        0 => PowerForm.One,
        0.5 => PowerForm.Root,
        1 => PowerForm.Same,
        _ => PowerForm.General,
    };
}
