using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rendering;

/// <summary>Shows runs while they go on.</summary>
interface IRunScreen : IDisposable
{
    /// <summary>Shows new bands of a run; may be called for several runs at once.</summary>
    void Show(int run, Bands bands);
}

/// <summary>Shows nothing: for programs that read the result.</summary>
sealed class QuietScreen : IRunScreen
{
    /// <inheritdoc/>
    public void Show(int run, Bands bands)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
