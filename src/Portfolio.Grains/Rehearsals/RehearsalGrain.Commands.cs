using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Command = Portfolio.Contracts.V1.RehearsalCommand.CommandOneofCase;

namespace Portfolio.Grains.Rehearsals;

/// <summary>What people at the controls want.</summary>
sealed partial class RehearsalGrain
{
    /// <summary>Tries of a month that somebody had lost his place in; each puts who lost it there again.</summary>
    const int MostTries = 20;

    /// <summary>A longer step goes on when it is asked for again, so that no answer comes too late.</summary>
    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    double speed;
    int playsUntil;
    IGrainTimer? player;

    /// <inheritdoc/>
    public async Task<AppliedCommand?> TryApply(RehearsalCommand command)
    {
        Existing();
        var timeline = await Recalled();
        var known = Log.Find(command.Id);
        if (known?.Applied is { } applied)
            return applied.Clone();
        if (known is null)
            CommandChecks.Check(Name, command, Log.Month, What.Months);
        await (command.CommandCase switch
        {
            Command.Step => Step(command, known, timeline),
            Command.Play => Play(command, timeline),
            Command.Pause => Pause(command, timeline),
            Command.Back => GoBack(command, timeline),
            Command.Intervene => Intervene(command, timeline),
            Command.Annotate => Annotate(command, timeline),
            _ => Branch(command, timeline),
        });
        return Log.Find(command.Id)?.Applied?.Clone();
    }

    async Task Step(RehearsalCommand command, LoggedCommand? begun, Timeline timeline)
    {
        Stand();
        var step = begun ?? Log.Begin(command.Id, Math.Min(What.Months, Log.Month + Math.Max(1, command.Step.Months)));
        var began = time.GetTimestamp();
        for (var until = step.UntilMonth; Log.Month < until;)
        {
            await LiveMonth(timeline, () =>
            {
                if (Log.Month == until)
                    Finish(step);
            });
            if (Log.Month < until && time.GetElapsedTime(began) > LongestStep)
                return;
        }

        // It may have been sent again when others had come as far.
        if (step.Applied is null)
        {
            Finish(step, timeline.Newest);
            await Keep();
        }
    }

    async Task Play(RehearsalCommand command, Timeline timeline)
    {
        var until = command.Play.UntilMonth == 0 ? What.Months : command.Play.UntilMonth;
        await Tell(timeline, command, frame => frame.Pace = new PaceChange { MonthsPerSecond = command.Play.MonthsPerSecond, Author = command.Author, Month = Log.Month });
        Stand();
        (speed, playsUntil) = (command.Play.MonthsPerSecond, until);
        player = this.RegisterGrainTimer(PlayOn, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = TimeSpan.FromSeconds(1 / speed), KeepAlive = true });
    }

    async Task Pause(RehearsalCommand command, Timeline timeline)
    {
        if (speed == 0)
        {
            Finish(Log.Begin(command.Id), timeline.Newest);
            await Keep();
            return;
        }

        Stand();
        await Tell(timeline, command, frame => frame.Pace = new PaceChange { Author = command.Author, Month = Log.Month });
    }

    async Task GoBack(RehearsalCommand command, Timeline timeline)
    {
        var went = Log.GoBack(command.Back.Month, command.Back.KeepInterventions, command.Author, time.GetUtcNow());
        Finish(Log.Begin(command.Id));
        await Keep();
        timeline.GiveUp(went);
        Show(timeline, frame => frame.WentBack = went.Clone());
    }

    async Task Intervene(RehearsalCommand command, Timeline timeline)
    {
        var number = Log.Interventions.Count + 1;
        var checks = new InterventionChecks(state.State.Plan.With([.. Log.InForce()]), Options, What.Start, timeline.Last);
        var intervention = new Intervention
        {
            Number = number,
            Month = Log.Month,
            Event = await pool.Tend(() => checks.Checked(command.Intervene.Event, number)),
            Author = command.Author,
            CreateTime = time.GetUtcNow().ToTimestamp(),
        };
        Log.Add(intervention);
        Finish(Log.Begin(command.Id));
        await Keep();
        Show(timeline, frame => frame.Intervention = intervention.Clone());
    }

    async Task Annotate(RehearsalCommand command, Timeline timeline)
    {
        var annotation = new Annotation
        {
            Number = Log.Annotations.Count + 1,
            Month = command.Annotate.HasMonth ? command.Annotate.Month : Log.Month,
            Text = command.Annotate.Text,
            Author = command.Author,
            CreateTime = time.GetUtcNow().ToTimestamp(),
        };
        Log.Add(annotation);
        Finish(Log.Begin(command.Id));
        await Keep();
        Show(timeline, frame => frame.Annotation = annotation.Clone());
    }

    async Task Branch(RehearsalCommand command, Timeline timeline)
    {
        var months = command.Branch.HasMonth ? command.Branch.Month : Log.Month;
        var branch = BranchNames.Of(Name, command.Id);
        var copy = state.State.Clone();
        (copy.Rehearsal.Description, copy.Rehearsal.Author) = (command.Branch.Description, command.Author);
        copy.Rehearsal.Origin = new BranchOrigin { Rehearsal = Name, Month = months };
        await GrainFactory.GetGrain<IRehearsalGrain>(branch).Create(copy, Log.Beginning(months));
        var done = Log.Begin(command.Id);
        Finish(done, timeline.Newest);
        done.Applied.Branch = branch;
        await Keep();
    }

    /// <summary>A month of playing.</summary>
    async Task PlayOn(CancellationToken cancellation)
    {
        try
        {
            var began = time.GetTimestamp();
            var timeline = await Recalled();
            if (Log.Month < playsUntil)
                await LiveMonth(timeline, () => { });
            if (Log.Month >= playsUntil)
                await Rest(timeline);
            else if (TimeSpan.FromSeconds(1 / speed) - time.GetElapsedTime(began) is var left)
                player?.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeSpan.FromSeconds(1 / speed));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or RefusedException || StoreException.In(exception) is not null)
        {
            // What is kept is right; whoever asks next finds the rehearsal standing there.
            events.RehearsalStands(exception, Name);
            Stand();
            DeactivateOnIdle();
        }
    }

    /// <summary>It has played to where it was to.</summary>
    async Task Rest(Timeline timeline)
    {
        Stand();
        Log.Sequence++;
        await Keep();
        Show(timeline, frame => frame.Pace = new PaceChange { Month = Log.Month });
    }

    void Stand()
    {
        player?.Dispose();
        (player, speed) = (null, 0);
    }

    /// <summary>Lives through a month, and keeps that before anybody is told.</summary>
    /// <param name="timeline">The future so far.</param>
    /// <param name="also">What else is kept with it.</param>
    async Task LiveMonth(Timeline timeline, Action also)
    {
        var lived = await LiveMonth(timeline.Last);
        Log.AddMonth();
        also();
        await Keep();
        Show(timeline, frame => frame.Month = lived);
    }

    async Task<RehearsedMonth> LiveMonth(RehearsedMonth before)
    {
        if (cast is null || castEdition != Log.Edition)
            (cast, castEdition) = (new Cast(GrainFactory, Name, Log.Edition, await pasts.Plan(Name, Log.Edition)), Log.Edition);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var lived = await Persistence.Persist(_ => cast.Live(before), (exception, attempt) => events.MonthBegunAgain(exception, Name, before.Month + 1, attempt), time, CancellationToken.None);
            if (lived is not null)
                return lived;
        }

        throw new InvalidOperationException($"month {before.Month + 1} of {Name} was begun {MostTries} times, and each time a grain did not stand where it begins");
    }

    /// <summary>A frame of a command that changes nothing else.</summary>
    async Task Tell(Timeline timeline, RehearsalCommand command, Action<RehearsalFrame> fill)
    {
        Log.Sequence++;
        Finish(Log.Begin(command.Id));
        await Keep();
        Show(timeline, fill);
    }

    void Finish(LoggedCommand command) => Finish(command, Log.Sequence);

    /// <summary>A command is done.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sequence">The last frame that it brought, or the newest where it brought none.</param>
    void Finish(LoggedCommand command, long sequence)
    {
        command.UntilMonth = 0;
        command.Applied = new AppliedCommand { Sequence = sequence, Month = Log.Month };
    }

    void Show(Timeline timeline, Action<RehearsalFrame> fill)
    {
        timeline.Append(Timeline.Frame(Log.Sequence, fill));
        news.Announce();
    }
}
