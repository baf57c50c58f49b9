namespace Portfolio.Grains.Definitions;

/// <summary>Finds the records of definitions.</summary>
static class DefinitionRecords
{
    /// <summary>The record of a resource's revision.</summary>
    /// <param name="grains">Finds grains.</param>
    /// <param name="resource">Name of the resource.</param>
    /// <param name="etag">Etag of the revision that brought the definition.</param>
    public static IDefinitionRecordGrain RecordOf(this IGrainFactory grains, string resource, string etag) =>
        grains.GetGrain<IDefinitionRecordGrain>($"{resource}@{etag}");
}
