using Microsoft.Extensions.Logging;

namespace Portfolio.Grains;

/// <summary>Every log event of the grains.</summary>
static partial class GrainLog
{
    [LoggerMessage(1, LogLevel.Error, "Run {Run} failed")]
    public static partial void RunFailed(this ILogger log, Exception exception, string run);

    [LoggerMessage(2, LogLevel.Warning, "Shard of {Run} at replication {First} is tried again after try {Attempt}")]
    public static partial void ShardRetried(this ILogger log, Exception exception, string run, int first, int attempt);

    [LoggerMessage(3, LogLevel.Warning, "Run {Run} goes on in another activation")]
    public static partial void RunMoved(this ILogger log, Exception exception, string run);

    [LoggerMessage(4, LogLevel.Error, "Study {Study} failed")]
    public static partial void StudyFailed(this ILogger log, Exception exception, string study);

    [LoggerMessage(5, LogLevel.Warning, "Study {Study} goes on in another activation")]
    public static partial void StudyMoved(this ILogger log, Exception exception, string study);

    [LoggerMessage(6, LogLevel.Warning, "The journal of {Subject} was written by another activation; it is read again")]
    public static partial void JournalMoved(this ILogger log, Exception exception, string subject);

    [LoggerMessage(10, LogLevel.Warning, "Shard of {Run} at replication {First} is computed, and kept once the store can; try {Attempt} failed")]
    public static partial void ShardNotYetKept(this ILogger log, Exception exception, string run, int first, int attempt);

    [LoggerMessage(20, LogLevel.Error, "Batch {Batch} failed")]
    public static partial void BatchFailed(this ILogger log, Exception exception, string batch);

    [LoggerMessage(21, LogLevel.Warning, "Batch {Batch} goes on in another activation")]
    public static partial void BatchMoved(this ILogger log, Exception exception, string batch);

    [LoggerMessage(22, LogLevel.Warning, "Run {Run} of a batch's item is asked again after try {Attempt}")]
    public static partial void ItemRetried(this ILogger log, Exception exception, string run, int attempt);

    [LoggerMessage(9, LogLevel.Warning, "A part of verifying {Run} is asked for again after try {Attempt}")]
    public static partial void VerificationRetried(this ILogger log, Exception exception, string run, int attempt);

    [LoggerMessage(7, LogLevel.Information, "Deleted {Runs} runs, {Batches} batches, {Studies} studies and {Rehearsals} rehearsals of over {Days} days ago")]
    public static partial void Pruned(this ILogger log, int runs, int batches, int studies, int rehearsals, int days);

    [LoggerMessage(8, LogLevel.Warning, "What ended long ago cannot be deleted now; it is tried again within the hour")]
    public static partial void NotPruned(this ILogger log, Exception exception);

    [LoggerMessage(40, LogLevel.Warning, "Month {Month} of {Rehearsal} is begun again after try {Attempt}")]
    public static partial void MonthBegunAgain(this ILogger log, Exception exception, string rehearsal, int month, int attempt);

    [LoggerMessage(41, LogLevel.Warning, "{Rehearsal} no longer plays, and stands where it was kept last")]
    public static partial void RehearsalStands(this ILogger log, Exception exception, string rehearsal);
}
