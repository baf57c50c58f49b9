namespace Portfolio.Grains.Computing;

/// <summary>What of a piece of work each silo has under way, so that the next part goes to the one that has least: parts may differ in size, and silos in speed.</summary>
/// <param name="cluster">The silos there are, as this one knows them.</param>
sealed class SiloShares(IClusterMembershipService cluster)
{
    static int works = -1;

    // Of silos that have equally much, each work begins with another.
    readonly uint turn = (uint)Interlocked.Increment(ref works);
    readonly Dictionary<SiloAddress, long> underWay = [];

    /// <summary>Gives some replications to the silo that has fewest.</summary>
    /// <returns>The silo; null where none is known.</returns>
    public SiloAddress? Give(int replications)
    {
        var silos = Active(cluster).Order().ToList();
        if (silos.Count == 0)
            return null;
        lock (underWay)
        {
            var least = Enumerable.Range(0, silos.Count).Select(i => silos[(int)((turn + i) % silos.Count)]).MinBy(silo => underWay.GetValueOrDefault(silo))!;
            underWay[least] = underWay.GetValueOrDefault(least) + replications;
            return least;
        }
    }

    /// <summary>Takes note that a silo has them no longer.</summary>
    public void TakeBack(SiloAddress? silo, int replications)
    {
        lock (underWay)
        {
            if (silo is not null)
                underWay[silo] -= replications;
        }
    }

    /// <summary>Silos that compute.</summary>
    public static IEnumerable<SiloAddress> Active(IClusterMembershipService cluster) =>
        cluster.CurrentSnapshot.Members.Values.Where(silo => silo.Status == SiloStatus.Active).Select(silo => silo.SiloAddress);
}
