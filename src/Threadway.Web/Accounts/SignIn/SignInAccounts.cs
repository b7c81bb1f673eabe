using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Who a number belongs to: one row for each person, however the number is spelled.</summary>
internal sealed class SignInAccounts(UserManager<User> users, ThreadwayDb db, TimeProvider time)
{
    /// <summary>Where both Mexican spellings were stored once, the one that is in use is the person.</summary>
    public Task<User?> FindAsync(string e164)
    {
        var spellings = Phone.StoredAs(e164);
        return users.Users
            .Where(user => spellings.Contains(user.PhoneNumber))
            .OrderByDescending(user => user.PhoneNumberConfirmed)
            .ThenByDescending(user => user.KapsoCustomerId != null)
            .ThenBy(user => user.CreatedAt)
            .FirstOrDefaultAsync();
    }

    public async Task<User> FindOrAddAsync(string e164)
    {
        if (await FindAsync(e164) is { } known) return known;

        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = e164,
            PhoneNumber = e164,
            CreatedAt = time.GetUtcNow(),
        };
        try
        {
            Identities.ThrowUnlessSucceeded(await users.CreateAsync(user));
            return user;
        }
        catch (Exception e) when (e is InvalidOperationException || (e as DbUpdateException)?.IsConflict() is true)
        {
            // Two first requests at once: the database let one of them in. The other's user is nobody, and is stored by no later save.
            db.ChangeTracker.Clear();
            return await FindAsync(e164) ?? throw new InvalidOperationException("The user could not be stored.", e);
        }
    }

    /// <summary>
    /// Lets in who proved the number, and uses the code up. A first sign-in makes the account, unless the number's other spelling
    /// has one and <paramref name="newAccount"/> does not say that it is another person's: then nothing changes, the code stays
    /// good, and the other spelling is returned.
    /// </summary>
    public Task<string?> AdmitAsync(User user, string e164, bool newAccount)
    {
        var (stamp, confirmed) = (user.ConcurrencyStamp, user.PhoneNumberConfirmed);
        // One after the other in the database: of two tabs with a spelling each, the second sees what the first has made.
        var other = Phone.OtherSpelling(e164);
        var person = string.CompareOrdinal(e164, other) < 0 ? other! : e164;
        return db.InTurnAsync(
            $"sign-in {person}",
            async cancel =>
            {
                // As before an earlier try, which left nothing in the database.
                (user.ConcurrencyStamp, user.PhoneNumberConfirmed) = (stamp, confirmed);
                db.Attach(user);
                if (!confirmed && !newAccount && other is not null
                    && await users.Users.AnyAsync(u => u.PhoneNumber == other && u.PhoneNumberConfirmed, cancel))
                    return other;

                await SignInCodes.UseUpAsync(users, user);
                user.PhoneNumberConfirmed = true;
                Identities.ThrowUnlessSucceeded(await users.UpdateAsync(user));
                return null;
            },
            // Every change gives the user a stamp of its own.
            wasStored: cancel => users.Users.AnyAsync(u => u.Id == user.Id && u.ConcurrencyStamp == user.ConcurrencyStamp, cancel));
    }
}
