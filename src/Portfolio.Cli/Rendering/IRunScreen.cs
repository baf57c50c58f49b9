using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rendering;

/// <summary>Shows runs while they go on.</summary>
interface IRunScreen : IDisposable
{
    /// <summary>Shows new bands of a run; may be called for several runs at once.</summary>
    void Show(int run, Bands bands);

    /// <summary>Shows how fast a run goes.</summary>
    void Show(int run, Heartbeat beat);

    /// <summary>Shows that a run stands otherwise than before.</summary>
    void Show(int run, StateChange change);
}

/// <summary>Shows nothing: for programs that read the result.</summary>
sealed class QuietScreen : IRunScreen
{
    /// <inheritdoc/>
    public void Show(int run, Bands bands)
    {
    }

    /// <inheritdoc/>
    public void Show(int run, Heartbeat beat)
    {
    }

    /// <inheritdoc/>
    public void Show(int run, StateChange change)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
