namespace Portfolio.Grains.Retention;

/// <summary>Sees to it that what has ended is kept as long as it is to be, and no longer. There is one, whatever the number of silos; its key is <see cref="Key"/>.</summary>
[Alias("retention")]
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>The key of the one that there is.</summary>
    const string Key = "all";

    /// <summary>Says for how long runs and studies that have ended are kept. The newest word holds, for all silos and until another.</summary>
    /// <param name="days">Days; 0 keeps them for ever.</param>
    [Alias("keep")]
    Task Keep(int days);
}
