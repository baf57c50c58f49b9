using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>What a run will find at its end, in one word: runs with equal hashes have equal outcomes, to the last bit, whatever series they report besides.</summary>
static class OutcomesHash
{
    /// <summary>SHA-256 over the engine's version, the hash of the plan and the number of replications, of a run with a stopping rule those at which it stopped, in hexadecimal.</summary>
    public static string Of(Run run) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{run.EngineVersion}\n{run.PlanHash}\n{(run.Until is null ? run.Replications : run.ReplicationsDone)}"))));
}
