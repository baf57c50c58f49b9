using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Explaining;

/// <summary>An outcome before and after all changes, and its difference, in exact units.</summary>
struct EndMoments
{
    /// <summary>Before any change.</summary>
    public Moments From { get; private set; }

    /// <summary>After all changes.</summary>
    public Moments To { get; private set; }

    /// <summary>The difference.</summary>
    public Moments Difference { get; private set; }

    /// <summary>Adds a replication.</summary>
    public void Add(long from, long to) => (From, To, Difference) = (From.With(from), To.With(to), Difference.With(to - from));

    /// <summary>Writes everything.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(From);
        writer.Write(To);
        writer.Write(Difference);
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader) =>
        (From, To, Difference) = (From + reader.ReadMoments(), To + reader.ReadMoments(), Difference + reader.ReadMoments());

    /// <summary>An outcome with its ends, as clients read it.</summary>
    public readonly ExplainedOutcome Tell(ExplainedColumn column)
    {
        var unit = Quantisation.Unit(column.Kind);
        return new ExplainedOutcome
        {
            Subject = column.Subject,
            Outcome = column.Outcome,
            Preference = column.Preference,
            From = Effects.Of(From, unit),
            To = Effects.Of(To, unit),
            Difference = Effects.Of(Difference, unit),
        };
    }
}
