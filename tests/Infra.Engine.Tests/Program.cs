using Infra.Engine.Tests.Toys;

// Not used by the test runner: `dotnet exec Infra.Engine.Tests.dll STACK DIRECTORY` runs an up, to be killed by a test.
namespace Infra.Engine.Tests;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var stack, var directory])
            return 2;
        using var toy = new Toy(directory);
        var result = await toy.Up(KilledStacks.ByName(stack));
        return result.Succeeded ? 0 : 1;
    }
}
