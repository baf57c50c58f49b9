using System.Diagnostics.CodeAnalysis;

namespace Portfolio.Client;

/// <summary>Where a server is, or several of one cluster, any of which answers for all.</summary>
public sealed class ServerAddresses
{
    /// <summary>The addresses, at least one, all of them with TLS or all without.</summary>
    /// <exception cref="ArgumentException">There is none, or some are with TLS and some without.</exception>
    public ServerAddresses(params IReadOnlyList<Uri> all)
    {
        if (all.Select(address => address.Scheme).Distinct().Count() != 1)
            throw new ArgumentException("there must be an address, and all must be http:// or all https://", nameof(all));
        All = all;
    }

    /// <summary>Every address (gRPC over HTTP/2).</summary>
    public IReadOnlyList<Uri> All { get; }

    /// <summary>Whether there are several, so that another answers where one does not.</summary>
    public bool IsCluster => All.Count > 1;

    /// <summary>Reads <c>http://host:port</c>, or several with commas between them; <c>http://</c> may be left out.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddresses? addresses, out string problem)
    {
        (addresses, problem) = (null, "");
        var all = new List<Uri>();
        foreach (var part in text.Split(','))
        {
            if (Parse(part.Trim()) is not { } address)
            {
                problem = $"{part}: not an address; expected http://host:port, or several with commas between them";
                return false;
            }

            all.Add(address);
        }

        if (all.Exists(address => address.Scheme != all[0].Scheme))
        {
            problem = $"{text}: all addresses must be http:// or all https://";
            return false;
        }

        addresses = new ServerAddresses(all);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(",", All.Select(address => address.GetLeftPart(UriPartial.Authority)));

    static Uri? Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Port > 0 ? address : null;
    }
}
