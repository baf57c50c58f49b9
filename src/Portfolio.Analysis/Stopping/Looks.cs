namespace Portfolio.Analysis.Stopping;

/// <summary>
/// The counts of replications at which a stopping rule looks: 1,024 independent ones, and so many an octave from there on, for ever. They depend on nothing that differs between machines, so
/// neither does where a rule stops.
/// </summary>
/// <param name="replicationsPerDraw">Replications that share a draw of the parameters: every look is at whole draws, and the first at 1,024 of them.</param>
/// <param name="perOctave">Looks from one count until just before its double; divides 1,024.</param>
public sealed class Looks(int replicationsPerDraw, int perOctave)
{
    /// <summary>Independent replications at the first look: enough for the normal approximation, and for a variance that is known to a few per cent.</summary>
    public const int First = 1024;

    /// <summary>Whether a rule looks at a count.</summary>
    public bool Contain(int replications) => All().First(look => look >= replications) == replications;

    /// <summary>The number, from 1, of the look at a count, or of the first one behind it.</summary>
    public int NumberFrom(int replications) => 1 + All().TakeWhile(look => look < replications).Count();

    /// <summary>The first look at which there are more replications.</summary>
    public long Behind(long replications) => All().First(look => look > replications);

    IEnumerable<long> All()
    {
        for (var octave = (long)First * replicationsPerDraw; ; octave *= 2)
        {
            for (var part = 0; part < perOctave; part++)
                yield return octave + octave / perOctave * part;
        }
    }
}
