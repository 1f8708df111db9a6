namespace Infra.Pulumi.Tests;

/// <summary>A stack of an example on simulated clouds, with an operator's key.</summary>
internal sealed class Clouds
{
    internal const string OperatorKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw";

    private Clouds(PlayedCloud cloud, PulumiStack stack) => (Cloud, Stack) = (cloud, stack);

    internal PlayedCloud Cloud { get; }

    internal PulumiStack Stack { get; }

    internal static async Task<Clouds> StartAsync(Checkout checkout, string name, string example, Func<string, string>? edit = null)
    {
        checkout.AddStack(name, example, edit);
        var cloud = new PlayedCloud(checkout, name);
        var stack = new PulumiStack(checkout, name, cloud.Plugins);
        (await stack.InitAsync()).Ok();
        (await stack.RunAsync("config", "set", "infra:operatorPublicKey", OperatorKey, "-s", name)).Ok();
        return new Clouds(cloud, stack);
    }
}
