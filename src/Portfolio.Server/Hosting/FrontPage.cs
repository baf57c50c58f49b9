namespace Portfolio.Server.Hosting;

/// <summary>What a browser sees at the server's address.</summary>
static class FrontPage
{
    /// <summary>Writes a page that says what this is and how to talk to it.</summary>
    public static Task Write(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html, context.RequestAborted);
    }

    const string Html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Portfolio</title>
        <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem } code { background: #eee; padding: 0 .2rem }</style>
        <h1>Portfolio</h1>
        <p>This server simulates portfolios of AI initiatives. Programs talk to it over gRPC (package <code>portfolio.v1</code>),
        browsers over gRPC-Web at this address. Reflection and health are on.</p>
        <p>From a terminal: <code>portfolio run PATH --server ADDRESS</code>, with the gRPC address that the server printed.</p>
        </html>
        """;
}
