using System.Diagnostics;
using System.Security.Cryptography;
using CsCheck;
using Portfolio.Model.Blocks;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Blocks;

/// <summary>The kernel over lanes gives what the plain one gives, to the last bit, at every width and on every machine.</summary>
public class VectorKernelTests
{
    const string DigestFile = "PORTFOLIO_TEST_DIGEST";

    /// <summary>Some with nothing drawn but luck, some with drawn numbers of initiatives, some with drawn numbers of the programme too.</summary>
    static readonly Gen<PortfolioModel> Models = Gen.Select(Portfolios.Any, Gen.Int[0, 3]).Select((text, kind) => Some.Model(
        kind switch
        {
            0 => text,
            1 => text.Replace("  id: any\n", "  id: any\n  defaultUncertainty: true\n  sampling: sobol\n", StringComparison.Ordinal),
            2 => text.Replace("  id: any\n", "  id: any\n  defaults: {adoption: {contractStages: {uniform: {low: 2, high: 4}}}}\n  replicationsPerDraw: 3\n", StringComparison.Ordinal)
                .Replace("contractStages: 2,", "", StringComparison.Ordinal),
            _ => text.Replace(
                "  id: any\n",
                "  id: any\n  defaultUncertainty: true\n  sampling: latinHypercube\n  correlations: [{between: [defaults.adoption.q, valuation.discountRate], rank: 0.1}]\n  valuation: {discountRate: {uniform: {low: 0.01, high: 0.06}}}\n"
                    + "  reference: {stability: {uniform: {low: 0.7, high: 0.95}}}\n",
                StringComparison.Ordinal),
        },
        Portfolios.Scenario));

    [Fact]
    public void Simulate_TwoHundredPortfolios_EqualThePlainKernel()
    {
        var seen = new SortedDictionary<string, int>();
        for (var i = 0; i < 200; i++)
        {
            var model = Models.Generate(new PCG(7, (ulong)i), null, out _);
            var range = new ReplicationRange(1000 * i, 1 + i % 40);
            var plain = PlainKernel.Simulate(model, range, Results.Statistics(model), CancellationToken.None);
            Assert.Null(Results.Difference($"portfolio {i}", model, plain, VectorKernel.Simulate(model, range, Results.Statistics(model), CancellationToken.None)));
            if (i % 10 == 0)
                Assert.Null(Results.Difference($"portfolio {i}, 16 lanes", model, plain, VectorKernel.Simulate<Lanes8x2>(model, range, Results.Statistics(model), CancellationToken.None)));
            if (i % 10 == 1)
                Assert.Null(Results.Difference($"portfolio {i}, 8 lanes", model, plain, VectorKernel.Simulate<Lanes8>(model, range, Results.Statistics(model), CancellationToken.None)));
            if (i % 10 == 3)
                Assert.Null(Results.Difference($"portfolio {i}, 4 lanes", model, plain, VectorKernel.Simulate<Lanes4>(model, range, Results.Statistics(model), CancellationToken.None)));
            if (i % 10 == 5)
                Assert.Null(Results.Difference($"portfolio {i}, 1 lane", model, plain, VectorKernel.Simulate<Lanes1>(model, range, Results.Statistics(model), CancellationToken.None)));
            foreach (var fired in Mechanisms.FiredIn(model, range.First))
                seen[fired] = seen.GetValueOrDefault(fired) + 1;
        }

        var rare = Mechanisms.Names.Where(name => seen.GetValueOrDefault(name) < 20).Select(name => $"{name}: {seen.GetValueOrDefault(name)}");
        Assert.Empty(rare);
    }

    /// <summary>Fewer portfolios, and what they come to in a file, for a process whose vectors are switched off.</summary>
    [Fact]
    public void Simulate_FewPortfolios_EqualThePlainKernel()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < 12; i++)
        {
            var model = Models.Generate(new PCG(11, (ulong)i), null, out _);
            var range = new ReplicationRange(i, 20);
            var vector = VectorKernel.Simulate(model, range, Results.Statistics(model), CancellationToken.None);
            Assert.Null(Results.Difference($"portfolio {i}", model, PlainKernel.Simulate(model, range, Results.Statistics(model), CancellationToken.None), vector));
            foreach (var column in vector.Outcomes.Columns)
                hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(column));
        }

        if (Environment.GetEnvironmentVariable(DigestFile) is { Length: > 0 } file)
            File.WriteAllText(file, $"{VectorKernel.Width} {Convert.ToHexString(hash.GetHashAndReset())}");
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8), InlineData("DOTNET_EnableAVX2", 4), InlineData("DOTNET_EnableHWIntrinsic", 1)]
    public async Task Simulate_InstructionsSwitchedOff_ComesToTheSame(string instructions, int mostLanes)
    {
        var here = await DigestWith("PORTFOLIO_NOTHING", "1");
        var there = await DigestWith(instructions, "0");
        Assert.Equal(here.Digest, there.Digest);
        Assert.True(there.Width <= mostLanes, $"{there.Width} lanes without {instructions}");
    }

    /// <summary>Runs the few portfolios in a process of their own.</summary>
    static async Task<(int Width, string Digest)> DigestWith(string variable, string value)
    {
        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Portfolio.Model.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-method", $"{typeof(VectorKernelTests).FullName}.{nameof(Simulate_FewPortfolios_EqualThePlainKernel)}" },
            RedirectStandardOutput = true,
        };
        start.Environment[variable] = value;
        start.Environment[DigestFile] = file;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said);
        var parts = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split(' ');
        File.Delete(file);
        return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }

    /// <summary>What of the model came to happen.</summary>
    static class Mechanisms
    {
        public static readonly string[] Names =
        [
            "starved to a stop", "failed a gate", "cancelled", "reached adoption from delivery", "blocked", "slowed by a lost prerequisite", "vacant post",
            "new leader", "ceiling binds", "money short", "money lost", "capacity binds", "incident", "strategy reset", "rework",
            "abandoned", "went live", "support over", "late start",
            nameof(BudgetChange), nameof(LeaderChange), nameof(TurnoverChange), nameof(FrameworkChange), nameof(LeverChange), nameof(OpennessChange),
            nameof(ProcurementChange), nameof(SitesCommitted), nameof(InitiativeStart), nameof(InitiativeStop), nameof(IncidentStart), "drawn event",
            "granted to an initiative", "taken back from an initiative", "granted to levers or framework", "taken back from levers or framework",
            "grant to Initiatives", "grant to a lever", "grant to Framework", "grant to Portfolio",
            "grant below 0 to Initiatives", "grant below 0 to a lever", "grant below 0 to Framework", "grant below 0 to Portfolio",
        ];

        public static IEnumerable<string> FiredIn(PortfolioModel model, int replication)
        {
            var fired = new HashSet<string>();
            var future = new PortfolioFuture(model, replication);
            foreach (var happening in model.Events)
            {
                if (!happening.When.Spans(model, future.Parameters, replication).Any())
                    continue;
                fired.Add(happening.GetType().Name);
                if (happening is MoneyGranted grant)
                    fired.Add($"grant {(future.Parameters[grant.Amount] < 0 ? "below 0 " : "")}to {(grant.Claimant < Claimant.Framework ? "a lever" : grant.Claimant)}");
                if (happening.When.YearlyProbability is not null)
                    fired.Add("drawn event");
            }

            while (future.Month < model.Months)
                Look(future, fired);
            return fired;
        }

        static void Look(PortfolioFuture future, HashSet<string> fired)
        {
            var before = future.Initiatives.Select(initiative =>
                (initiative.Stage, initiative.Progress, initiative.Attempt, initiative.IncidentMonths, initiative.LeaderInPost, initiative.Live)).ToList();
            future.Step();
            void See(string name, bool holds)
            {
                if (holds)
                    fired.Add(name);
            }

            See("money lost", future.Programme.Lost > 0);
            See("granted to levers or framework", future.Programme.Granted > 0.01 + future.Initiatives.Sum(each => Math.Max(0, each.Received - each.Allocated)));
            See("taken back from levers or framework", future.Programme.TakenBack > 0.01 + future.Initiatives.Sum(each => Math.Max(0, each.Allocated - each.Received)));
            for (var i = 0; i < before.Count; i++)
            {
                var now = future.Initiatives[i];
                var p = future.Parameters.Initiative(i);
                var unmet = future.Model.Initiatives[i].Prerequisites.Where(each => future.Initiatives[each.Initiative].Furthest < each.Reached).ToList();
                See("starved to a stop", now.StopReason == StopReason.Unfunded);
                See("failed a gate", now.StopReason == StopReason.FailedGate);
                See("cancelled", now.StopReason == StopReason.Cancelled);
                See("reached adoption from delivery", before[i].Stage < Stage.Adoption && now.Stage == Stage.Adoption);
                See("blocked", now.Active && now.Stage < Stage.Adoption && unmet.Any(each => future.Initiatives[each.Initiative].Stage != Stage.Stopped));
                See("slowed by a lost prerequisite", now.Active && now.Stage < Stage.Adoption && unmet.Any(each => future.Initiatives[each.Initiative].Stage == Stage.Stopped));
                See("vacant post", now.Active && !now.LeaderInPost);
                See("new leader", future.Month > 1 && !before[i].LeaderInPost && now.LeaderInPost);
                See("ceiling binds", now.ReceivedSoFar >= p.FundingAwardCeiling);
                See("granted to an initiative", now.Received > now.Allocated);
                See("taken back from an initiative", now.Received < now.Allocated);
                See("money short", now.Need > 0 && now.Funded < 1);
                See("capacity binds", future.Initiatives.Sum(each => each.Active ? each.Implementing : 0) > future.Parameters.Portfolio.ImplementingCapacity);
                // Of one that an event started, a month is over already.
                See("incident", before[i].IncidentMonths == 0 && now.IncidentMonths > 0 && now.IncidentMonths == p.SafetyIncidentMonths);
                See("strategy reset", future.Programme.StrategyReset && now.Active && before[i].Stage < Stage.Adoption && before[i].Progress > 0);
                See("rework", now.Attempt > before[i].Attempt);
                See("abandoned", now.Abandoned > p.SitesAbandoned);
                See("went live", now.Live > before[i].Live);
                See("support over", now.Adopting && !now.Supported);
                See("late start", now.StartMonth > 0);
            }
        }
    }
}
