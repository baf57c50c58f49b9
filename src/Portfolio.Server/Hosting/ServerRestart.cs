namespace Portfolio.Server.Hosting;

/// <summary>Asks for the server to start anew in its process, as soon as the call that asks has been answered.</summary>
sealed class ServerRestart(Action ask)
{
    /// <summary>Asks for it.</summary>
    public void Ask() => ask();
}
