using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis;

/// <summary>
/// What an inquiry has found so far. All sums are of whole numbers, so that findings of different replications can be put together
/// in any grouping and order, and their size does not depend on the number of replications.
/// </summary>
public abstract class Findings
{
    /// <summary>Replications they rest on.</summary>
    public abstract int Replications { get; }

    /// <summary>When a stopping rule looks at them; null where there is none.</summary>
    public virtual Looks? Looks => null;

    /// <summary>Whether, at a look, they are enough for what the stopping rule wants.</summary>
    /// <param name="look">Its number, from 1.</param>
    public virtual bool AreEnough(int look) => false;

    /// <summary>Writes everything; what it is about is not written. Equal findings write equal bytes.</summary>
    public abstract void Write(BinaryWriter writer);

    /// <summary>Adds what findings of the same inquiry have written.</summary>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public abstract void Read(BinaryReader reader);

    /// <summary>Says what was found.</summary>
    /// <param name="answer">Gets the answer and its summary.</param>
    public abstract void Tell(StudyAnswer answer);
}
