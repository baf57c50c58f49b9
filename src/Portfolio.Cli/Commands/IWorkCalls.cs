using Google.Protobuf;
using Portfolio.Client;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Commands;

/// <summary>Durable work on a server, such as a run or a study, as a list shows it.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Of">What it is about: portfolio, scenario, question.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Done">How much is done, in the units of its kind.</param>
/// <param name="Wanted">How much is wanted.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Message">All of it.</param>
sealed record Work(string Name, string Of, State State, int Done, int Wanted, DateTimeOffset Created, IMessage Message);

/// <summary>What a server can be asked about one kind of durable work.</summary>
interface IWorkCalls
{
    /// <summary>Name of the collection, such as <c>runs</c>.</summary>
    string Collection { get; }

    /// <summary>One of them, in a word.</summary>
    string One { get; }

    /// <summary>What it is counted in, such as <c>replications</c>.</summary>
    string Unit { get; }

    /// <summary>How one is named on the command line.</summary>
    string Naming { get; }

    /// <summary>A page of a list, the newest first, and the token of the next page; empty on the last.</summary>
    Task<(IReadOnlyList<Work> Page, string Next)> List(PortfolioClient client, int size, string token, CancellationToken cancellation);

    /// <summary>Reads one.</summary>
    Task<Work> Get(PortfolioClient client, string name, CancellationToken cancellation);

    /// <summary>Pauses one.</summary>
    Task<Work> Pause(PortfolioClient client, string name, CancellationToken cancellation);

    /// <summary>Resumes one.</summary>
    Task<Work> Resume(PortfolioClient client, string name, CancellationToken cancellation);

    /// <summary>Cancels one.</summary>
    Task<Work> Cancel(PortfolioClient client, string name, CancellationToken cancellation);

    /// <summary>Deletes one that has ended.</summary>
    Task Delete(PortfolioClient client, string name, CancellationToken cancellation);

    /// <summary>What is to be known of one, each with what it is called.</summary>
    IEnumerable<(string Name, string Value)> Facts(Work work);
}
