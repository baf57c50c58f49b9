using Grpc.Core;

namespace Portfolio.Client.Tests;

/// <summary>Why a call failed, in words.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Lines_NobodyAnswers_SaysWhatIsKeptAndNotHowItsConnectionFailed()
    {
        var line = Assert.Single(Refusal.Lines(new RpcException(new Status(StatusCode.Unavailable, "Error connecting to subchannel."))));
        Assert.StartsWith("the server no longer answers; what it acknowledged is kept", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_ServerRefuses_SaysWhatItSays()
    {
        var stopping = new Google.Rpc.Status { Code = (int)Google.Rpc.Code.Unavailable, Message = "the server stops" }.ToRpcException();
        Assert.Equal(["the server stops"], Refusal.Lines(stopping));
    }
}
