namespace Portfolio.Model.Randomness;

/// <summary>What a random number is for: the second word of its address.</summary>
public enum RandomStream : uint
{
    /// <summary>How long a leader stays; draw 0 is the leader at the start.</summary>
    Tenure = 1,

    /// <summary>How long a post stands empty; draw 0 is the first vacancy.</summary>
    Vacancy = 2,

    /// <summary>A fiscal year's settlement, by index from the start.</summary>
    Settlement = 3,

    /// <summary>Whether the arriving programme leader resets the strategy; draw 1 is the first new one.</summary>
    StrategyReset = 4,

    /// <summary>Length of a stage; draw 4·attempt + stage.</summary>
    StageDuration = 5,

    /// <summary>Passing a gate; draw 4·attempt + stage.</summary>
    Gate = 6,

    /// <summary>Rework after a failed gate; draw 4·attempt + stage.</summary>
    Rework = 7,

    /// <summary>Cost overrun; draw 0.</summary>
    Overrun = 8,

    /// <summary>Sites decide; by event number.</summary>
    Decide = 9,

    /// <summary>Sites go live; by event number.</summary>
    GoLive = 11,

    /// <summary>Sites abandon; by event number.</summary>
    Abandon = 12,

    /// <summary>Quality of an initiative; draw 0.</summary>
    Quality = 13,

    /// <summary>Incidents; by event number.</summary>
    Incident = 14,

    /// <summary>First sub-stage of contracting; the others follow. By event number.</summary>
    Contract = 20,

    /// <summary>Uncertain parameters.</summary>
    Parameter = 64,

    /// <summary>Uncertain events, by fiscal-year index.</summary>
    Event = 65,

    /// <summary>Orders of Latin hypercubes, by number of the hypercube; no stream of the model.</summary>
    Hypercube = 66,

    /// <summary>Scrambling of Sobol' sequences; no stream of the model.</summary>
    Scramble = 67,

    /// <summary>Orders in which changes are made, by number of the order; of analyses, no stream of the model.</summary>
    Order = 96,

    /// <summary>Truths that estimates leave possible, by dimension; of analyses, no stream of the model.</summary>
    Ranking = 97,

    /// <summary>The other seed, from which sources of variance are redrawn; of analyses, no stream of the model.</summary>
    Redraw = 98,
}
