namespace Portfolio.Grains.Computing;

/// <summary>What of a piece of work each silo has under way, so that the next part goes to the one that will have done its own soonest: parts may differ in size, and silos in speed.</summary>
/// <param name="cluster">The silos there are, as this one knows them.</param>
sealed class SiloShares(IClusterMembershipService cluster)
{
    static int works = -1;

    // Of silos that have equally much, each work begins with another.
    readonly uint turn = (uint)Interlocked.Increment(ref works);
    readonly Dictionary<SiloAddress, Share> shares = [];

    /// <summary>Gives some replications to the silo that will have done its own soonest.</summary>
    /// <returns>The silo; null where none is known.</returns>
    public SiloAddress? Give(int replications)
    {
        lock (shares)
        {
            var next = Next();
            next?.Replications += replications;
            return next?.Silo;
        }
    }

    /// <summary>Takes note that a silo has them no longer.</summary>
    /// <param name="silo">The silo; null for none.</param>
    /// <param name="replications">How many they are.</param>
    /// <param name="took">How long one of its threads computed them; null where it did not, or nobody knows.</param>
    public void TakeBack(SiloAddress? silo, int replications, TimeSpan? took = null)
    {
        if (silo is null)
            return;
        lock (shares)
        {
            var share = ShareOf(silo);
            share.Replications -= replications;
            if (took > TimeSpan.Zero)
                share.OfOne = took.Value / replications;
        }
    }

    /// <summary>How many replications a thread of the silo that is given the next ones computes within some time.</summary>
    /// <returns>Replications; as many as there may be, where nobody knows yet how long one takes.</returns>
    public int Within(TimeSpan time)
    {
        lock (shares)
            return Next() is { } next && OfOne(next) is { } one ? (int)Math.Min(int.MaxValue, time / one) : int.MaxValue;
    }

    /// <summary>Silos that compute.</summary>
    public static IEnumerable<SiloAddress> Active(IClusterMembershipService cluster) =>
        cluster.CurrentSnapshot.Members.Values.Where(silo => silo.Status == SiloStatus.Active).Select(silo => silo.SiloAddress);

    /// <summary>How many of them there are: at least one, as whoever asks is one of them as soon as the others know it.</summary>
    public static int Silos(IClusterMembershipService cluster) => Math.Max(1, Active(cluster).Count());

    Share? Next()
    {
        List<Share> active = [.. Active(cluster).Order().Select(ShareOf)];
        return Enumerable.Range(0, active.Count).Select(i => active[(int)((turn + i) % active.Count)]).MinBy(share => share.Replications * (OfOne(share) ?? TimeSpan.FromSeconds(1)));
    }

    Share ShareOf(SiloAddress silo)
    {
        if (!shares.TryGetValue(silo, out var share))
            shares[silo] = share = new Share(silo);
        return share;
    }

    /// <summary>How long a thread of a silo computes a replication: as long as the slowest other's where that is not known, and null where none is.</summary>
    TimeSpan? OfOne(Share share) => share.OfOne ?? shares.Values.Max(other => other.OfOne);

    sealed class Share(SiloAddress silo)
    {
        public SiloAddress Silo => silo;

        public long Replications { get; set; }

        public TimeSpan? OfOne { get; set; }
    }
}
