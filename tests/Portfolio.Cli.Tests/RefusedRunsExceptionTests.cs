using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using static Google.Rpc.BadRequest.Types;

namespace Portfolio.Cli.Tests;

public sealed class RefusedRunsExceptionTests
{
    static readonly ParseResult Parsed = new RootCommand { new Option<string[]>("--within") }.Parse(["--within", "live=2%"]);

    [Fact]
    public void Lines_ProblemsOfSeveralRuns_TellsEachOnceWithTheRunsThatHaveIt()
    {
        var refused = new RefusedRunsException([("cut", Why(("run.seed", "is too large"))), ("flood", Why(("run.seed", "is too large"), ("run.point", "is not allowed")))]);
        Assert.Equal(["run.seed: is too large", "flood: run.point: is not allowed"], refused.Lines(Parsed));
    }

    [Fact]
    public void Lines_OneOfSeveralRunsRefused_TellsWhichUnlessItIsAboutAnOption()
    {
        Assert.Equal(["cut: run.seed: is too large"], new RefusedRunsException([("cut", Why(("run.seed", "is too large")))]).Lines(Parsed));
        Assert.Equal(["--within live=2%: there is no such"], new RefusedRunsException([("cut", Why(("run.until.within[0]", "there is no such")))]).Lines(Parsed));
    }

    static RpcException Why(params (string Field, string Description)[] violations)
    {
        var request = new BadRequest { FieldViolations = { violations.Select(each => new FieldViolation { Field = each.Field, Description = each.Description }) } };
        return new Google.Rpc.Status { Code = (int)Code.InvalidArgument, Details = { Any.Pack(request) } }.ToRpcException();
    }
}
