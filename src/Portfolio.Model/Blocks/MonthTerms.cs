using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Delivery;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What depends on a month and its levers only, and so is the same for all initiatives with the same terms and the same tier.</summary>
struct MonthTerms<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>How much its lever speeds each stage.</summary>
    public Stages<T> Helped;

    /// <summary>How strongly the initiative's own sites, and those of its family, draw others in.</summary>
    public T Imitation, Spillover;

    /// <summary>Rates of contracting and of going live with a whole team, and that of abandoning at reference.</summary>
    public T Contract, GoLiveHelped, AbandonHelped;

    /// <summary>Benefit of a live site, in pounds a year, before quality.</summary>
    public T YearlyBenefit;

    /// <summary>What a site brings and costs.</summary>
    public SiteWorth<T> Worth;

    /// <summary>How far the clock of a leader runs whose initiative gets what its tier gets.</summary>
    public T Pace;

    /// <summary>Works them out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Fill(MonthTerms<T>* into, InitiativeTerms<T>* t, ProgrammeLanes<T>* p, T fraction, T discount, T healthDiscount)
    {
        var (community, infrastructure, implementation) = (p->Stocks[(int)Lever.Community], p->Stocks[(int)Lever.Infrastructure], p->Stocks[(int)Lever.Implementation]);
        var (capability, regulation) = (p->Stocks[(int)Lever.Capability], p->Stocks[(int)Lever.Regulation]);
        into->Helped[(int)Stage.Discovery] = StageProgress.Helped(t->LeverEffect[(int)Stage.Discovery], community);
        into->Helped[(int)Stage.Development] = StageProgress.Helped(t->LeverEffect[(int)Stage.Development], capability);
        into->Helped[(int)Stage.Validation] = StageProgress.Helped(t->LeverEffect[(int)Stage.Validation], infrastructure);
        into->Helped[(int)Stage.Approval] = StageProgress.Helped(t->LeverEffect[(int)Stage.Approval], regulation);
        into->Imitation = Hazards.Imitation(t->Adoption, community);
        into->Spillover = Hazards.Spillover(t->Adoption, community, into->Imitation);
        into->Contract = Hazards.Contract(t->Adoption, regulation);
        into->GoLiveHelped = Hazards.GoLiveHelped(t->Adoption, infrastructure, implementation, p->CapacityShare);
        into->AbandonHelped = Hazards.AbandonHelped(t->Adoption, implementation);
        into->YearlyBenefit = t->Value.Benefit * t->Value.Realised(capability);
        into->Worth = SiteWorth.Of(t->Value, capability, discount, healthDiscount);
        into->Pace = t->Post.ClockStep(T.Of(1), fraction);
    }
}
