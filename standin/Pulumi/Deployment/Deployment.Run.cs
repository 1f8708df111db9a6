namespace Pulumi;

public sealed partial class Deployment
{
    private const string NoEngine =
        "Program run without the Pulumi engine available; re-run using the `pulumi` CLI. This build uses the stand-in "
        + "for Pulumi's packages (PulumiSdk=standin, see standin/README.md), which compiles, tests and plans but cannot be "
        + "run by `pulumi up`: build with PulumiSdk=nuget for that.";

    public static Task<int> RunAsync(Action action) => Refuse();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => Refuse();

    public static Task<int> RunAsync(Func<Task> func) => Refuse();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => Refuse();

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => Refuse();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack => Refuse();

    private static Task<int> Refuse() => Task.FromException<int>(new InvalidOperationException(NoEngine));
}
