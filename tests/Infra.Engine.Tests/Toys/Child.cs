using System.Diagnostics;
using Infra.Engine.Commands;

namespace Infra.Engine.Tests.Toys;

/// <summary>
/// A process started by the test itself. Another test's program may run in parallel with its configuration in this process's environment,
/// possibly too large for any child.
/// </summary>
internal static class Child
{
    internal static ProcessStartInfo Of(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        LocalRunner.HideConfiguration(start);
        return start;
    }
}
