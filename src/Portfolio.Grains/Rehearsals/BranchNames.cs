using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Names of branches: the same command always leads to the same one.</summary>
static class BranchNames
{
    /// <summary>The name of the branch that a command makes of a rehearsal.</summary>
    public static string Of(string rehearsal, string command)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rehearsal}\n{command}")));
        return $"{rehearsal[..rehearsal.LastIndexOf('/')]}/b-{hash[..20]}";
    }
}
